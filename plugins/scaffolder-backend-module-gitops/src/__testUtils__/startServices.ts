import { createBackendPlugin } from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import { GitOpsService, gitOpsServiceRef } from '@portolan/plugin-gitops-node';

/** The services that the actions get in a backend, with a real catalog behind them. */
export async function startServices(config: JsonObject): Promise<{
  gitOps: GitOpsService;
  catalog: CatalogService;
  backend: TestBackend;
}> {
  let services: { gitOps: GitOpsService; catalog: CatalogService } | undefined;
  const plugin = createBackendPlugin({
    pluginId: 'test',
    register(env) {
      env.registerInit({
        deps: { gitOps: gitOpsServiceRef, catalog: catalogServiceRef },
        async init(deps) {
          services = deps;
        },
      });
    },
  });
  const backend = await startTestBackend({
    features: [
      plugin,
      catalogPlugin,
      mockServices.rootConfig.factory({ data: config }),
    ],
  });
  return { ...services!, backend };
}
