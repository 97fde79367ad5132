/** The colours of one theme, by role. Everything that is coloured takes its colour from here. */
export type Colors = {
  mode: 'light' | 'dark';
  /** Behind everything. */
  background: string;
  /** Cards, tables, dialogs. */
  surface: string;
  /** What lies on a card: table heads, code, hovered rows. */
  raised: string;
  border: string;
  /** Borders of fields: must stand out from the surface. */
  fieldBorder: string;
  text: string;
  textSubtle: string;
  textDisabled: string;
  /** Buttons and what is selected. */
  primary: string;
  primaryHover: string;
  onPrimary: string;
  link: string;
  /** Headers of pages. */
  header: string;
  onHeader: string;
  navigation: string;
  navigationHover: string;
  onNavigation: string;
  onNavigationSelected: string;
  /** The needle: where one is. */
  accent: string;
  success: string;
  warning: string;
  error: string;
  info: string;
  /** Backgrounds of messages, readable with `text` on them. */
  successSurface: string;
  warningSurface: string;
  errorSurface: string;
  infoSurface: string;
};

/** A chart by day: ink on paper, the sea in blue. */
export const light: Colors = {
  mode: 'light',
  background: '#f5f3ee',
  surface: '#ffffff',
  raised: '#f3f1ea',
  border: '#dcd8cd',
  fieldBorder: '#7b8794',
  text: '#18242f',
  textSubtle: '#515d69',
  textDisabled: '#76818b',
  primary: '#1b4f72',
  primaryHover: '#143c57',
  onPrimary: '#ffffff',
  link: '#14608f',
  header: '#14304a',
  onHeader: '#ffffff',
  navigation: '#102437',
  navigationHover: '#1d3850',
  onNavigation: '#c3d0db',
  onNavigationSelected: '#ffffff',
  accent: '#d9a03f',
  success: '#23703f',
  warning: '#8a5300',
  error: '#ad2318',
  info: '#14608f',
  successSurface: '#e4f2e8',
  warningSurface: '#fbeed7',
  errorSurface: '#fbe7e4',
  infoSurface: '#e3eff6',
};

/** The same chart by a lamp at night. */
export const dark: Colors = {
  mode: 'dark',
  background: '#0f1a24',
  surface: '#172532',
  raised: '#1f3040',
  border: '#2f4355',
  fieldBorder: '#7f93a5',
  text: '#e7edf2',
  textSubtle: '#aebbc7',
  textDisabled: '#8494a2',
  primary: '#8fc7e8',
  primaryHover: '#b3d9f0',
  onPrimary: '#0f1a24',
  link: '#8fc7e8',
  header: '#12283a',
  onHeader: '#f2f6f9',
  navigation: '#0b141c',
  navigationHover: '#1a2c3c',
  onNavigation: '#b7c5d1',
  onNavigationSelected: '#ffffff',
  accent: '#e2b155',
  success: '#7ccb97',
  warning: '#efb75f',
  error: '#f39a90',
  info: '#8fc7e8',
  successSurface: '#16321f',
  warningSurface: '#392a10',
  errorSurface: '#421d19',
  infoSurface: '#143145',
};
