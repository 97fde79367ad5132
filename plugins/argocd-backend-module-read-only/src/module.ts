import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { createReadOnlyGuard } from './createReadOnlyGuard';
import { argocdApplicationReadPermission } from './permissions';

/**
 * Makes the Argo CD backend read-only.
 *
 * Modules are initialised before their plugin and share its router, so that the
 * guard stands in front of each route that the plugin adds.
 */
export const argocdReadOnlyModule = createBackendModule({
  pluginId: 'argocd',
  moduleId: 'read-only',
  register(reg) {
    reg.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ httpAuth, httpRouter, permissions, permissionsRegistry }) {
        permissionsRegistry.addPermissions([argocdApplicationReadPermission]);
        httpRouter.use(createReadOnlyGuard({ httpAuth, permissions }));
      },
    });
  },
});
