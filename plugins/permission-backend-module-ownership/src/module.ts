import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { readOwnershipConfig } from './config';
import { OwnershipPolicy } from './OwnershipPolicy';

/** Sets the portal's permission policy. */
export const permissionOwnershipModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
      },
      async init({ config, policy }) {
        policy.setPolicy(
          new OwnershipPolicy({ config: readOwnershipConfig(config) }),
        );
      },
    });
  },
});
