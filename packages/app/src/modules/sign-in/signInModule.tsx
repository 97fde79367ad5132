import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import { GuestAuthApi, OidcAuthApi } from './AuthApi';

export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    GuestAuthApi,
    OidcAuthApi,
    SignInPageBlueprint.make({
      params: {
        loader: () => import('./SignInPage').then(module => module.SignInPage),
      },
    }),
  ],
});
