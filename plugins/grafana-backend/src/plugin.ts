import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { grafanaPermissions } from '@portolan/plugin-grafana-common';
import { HttpGrafanaClient } from './clients/grafana/HttpGrafanaClient';
import { readGrafanaConfig } from './config';
import { createRouter } from './router';
import { AuthorizedObservabilityService } from './service/AuthorizedObservabilityService';
import { CatalogObservabilityService } from './service/CatalogObservabilityService';
import { InstanceReader } from './service/InstanceReader';

/** Serves alerts, dashboards and logs of components, read from Grafana. */
export const grafanaPlugin = createBackendPlugin({
  pluginId: 'grafana',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(deps) {
        const config = readGrafanaConfig(deps.config);
        const now = () => new Date();
        const readers = config.instances.map(
          instance =>
            new InstanceReader({
              instance,
              client: new HttpGrafanaClient({ instance, now }),
              now,
            }),
        );
        const service = new AuthorizedObservabilityService({
          service: new CatalogObservabilityService({
            catalog: deps.catalog,
            config,
            readers,
            now,
          }),
          permissions: deps.permissions,
        });
        deps.permissionsRegistry.addPermissions(grafanaPermissions);
        deps.httpRouter.use(createRouter({ httpAuth: deps.httpAuth, service }));
      },
    });
  },
});
