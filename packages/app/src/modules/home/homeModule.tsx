import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  HomePageLayoutBlueprint,
  HomePageWidgetBlueprint,
} from '@backstage/plugin-home-react/alpha';

/** The layout of the home page and the widgets that are Portolan's own. */
export const homeModule = createFrontendModule({
  pluginId: 'home',
  extensions: [
    HomePageLayoutBlueprint.make({
      params: {
        loader: () =>
          import('./components/HomeLayout').then(module => module.HomeLayout),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'my-components',
      params: {
        title: 'My components',
        layout: { width: { defaultColumns: 8 } },
        components: () =>
          import('./components/MyComponents').then(module => ({
            Content: module.MyComponents,
          })),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'first-steps',
      params: {
        title: 'What you can do here',
        components: () =>
          import('./components/FirstSteps').then(module => ({
            Content: module.FirstSteps,
          })),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'templates',
      params: {
        title: 'Create',
        layout: { width: { defaultColumns: 8 } },
        components: () =>
          import('./components/Templates').then(module => ({
            Content: module.Templates,
          })),
      },
    }),
    HomePageWidgetBlueprint.make({
      name: 'recently-visited',
      params: {
        title: 'Recently visited',
        components: () =>
          import('./components/RecentlyVisited').then(module => ({
            Content: module.RecentlyVisited,
          })),
      },
    }),
  ],
});
