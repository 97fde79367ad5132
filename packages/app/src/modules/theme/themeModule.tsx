import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';
import { dark, light } from './colors';
import { createPortolanTheme } from './createPortolanTheme';
import { ThemeProvider } from './ThemeProvider';

const lightTheme = createPortolanTheme(light);
const darkTheme = createPortolanTheme(dark);

/** Takes the place of the stock themes. */
export const themeModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    ThemeBlueprint.make({
      name: 'light',
      params: {
        theme: {
          id: 'light',
          title: 'Light',
          variant: 'light',
          icon: <LightIcon />,
          Provider: ({ children }) => (
            <ThemeProvider theme={lightTheme}>{children}</ThemeProvider>
          ),
        },
      },
    }),
    ThemeBlueprint.make({
      name: 'dark',
      params: {
        theme: {
          id: 'dark',
          title: 'Dark',
          variant: 'dark',
          icon: <DarkIcon />,
          Provider: ({ children }) => (
            <ThemeProvider theme={darkTheme}>{children}</ThemeProvider>
          ),
        },
      },
    }),
  ],
});
