import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  shapes,
  UnifiedTheme,
} from '@backstage/theme';
import { Colors } from './colors';
import { createComponents } from './createComponents';
import { fontFamily } from './fontFamily';

const heading = (fontSize: number) => ({
  fontSize,
  fontWeight: 600,
  marginBottom: 4,
});

const typography = {
  htmlFontSize: 16,
  fontFamily,
  h1: heading(32),
  h2: heading(28),
  h3: heading(24),
  h4: heading(24),
  h5: heading(20),
  h6: heading(18),
};

/** The theme that Material UI's components and Backstage's older pages read. */
export function createPortolanTheme(colors: Colors): UnifiedTheme {
  const header = genPageTheme({
    colors: [colors.header, colors.header],
    shape: shapes.round,
    options: { fontColor: colors.onHeader },
  });
  return createUnifiedTheme({
    fontFamily,
    defaultPageTheme: 'home',
    pageTheme: { home: header },
    palette: {
      ...palettes[colors.mode],
      background: { default: colors.background, paper: colors.surface },
      text: {
        primary: colors.text,
        secondary: colors.textSubtle,
        disabled: colors.textDisabled,
      },
      divider: colors.border,
      border: colors.border,
      textContrast: colors.text,
      textSubtle: colors.textSubtle,
      textVerySubtle: colors.border,
      primary: {
        main: colors.primary,
        dark: colors.primaryHover,
        contrastText: colors.onPrimary,
      },
      secondary: { main: colors.primary, contrastText: colors.onPrimary },
      success: { main: colors.success },
      warning: { main: colors.warning },
      error: { main: colors.error },
      info: { main: colors.info },
      link: colors.link,
      linkHover: colors.link,
      highlight: colors.warningSurface,
      errorBackground: colors.errorSurface,
      errorText: colors.error,
      warningBackground: colors.warningSurface,
      warningText: colors.text,
      infoBackground: colors.infoSurface,
      infoText: colors.text,
      status: {
        ok: colors.success,
        warning: colors.warning,
        error: colors.error,
        running: colors.info,
        pending: colors.warning,
        aborted: colors.textSubtle,
      },
      navigation: {
        background: colors.navigation,
        indicator: colors.accent,
        color: colors.onNavigation,
        selectedColor: colors.onNavigationSelected,
        navItem: { hoverBackground: colors.navigationHover },
        submenu: { background: colors.navigationHover },
      },
      tabbar: { indicator: colors.primary },
    },
    typography,
    components: createComponents(colors),
  });
}
