import { UnifiedTheme, UnifiedThemeProvider } from '@backstage/theme';
import GlobalStyles from '@mui/material/GlobalStyles';
import { ReactNode } from 'react';
import { dark, light } from './colors';
import { toBuiTokens } from './toBuiTokens';

// Both sets at once: a toast shows in the opposite theme of its page.
const styles = {
  ":root, [data-theme-mode='light']": toBuiTokens(light),
  "[data-theme-mode='dark']": toBuiTokens(dark),
  // A button around a link without words, on the cards of templates: nobody
  // who listens to the page could tell what it is.
  "[id^='viewDetail-template:']": { display: 'none' },
  // An entity has more tabs than a phone is wide.
  '.bui-HeaderTabsWrapper': { overflowX: 'auto' },
};

export const ThemeProvider = (props: {
  theme: UnifiedTheme;
  children: ReactNode;
}) => (
  <UnifiedThemeProvider theme={props.theme}>
    <GlobalStyles styles={styles} />
    {props.children}
  </UnifiedThemeProvider>
);
