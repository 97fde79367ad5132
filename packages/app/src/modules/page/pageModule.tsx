import {
  createFrontendModule,
  PageLayout,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';

export const pageModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SwappableComponentBlueprint.make({
      name: 'core-page-layout',
      params: defineParams =>
        defineParams({
          component: PageLayout,
          loader: () =>
            import('./PageLayout').then(module => module.PageLayout),
        }),
    }),
  ],
});
