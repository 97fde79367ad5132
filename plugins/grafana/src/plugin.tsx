import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { GrafanaClient, grafanaApiRef } from './api';

const components = { kind: 'component' };

/** Alerts, dashboards and logs on the pages of components. */
export const grafanaPlugin = createFrontendPlugin({
  pluginId: 'grafana',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: grafanaApiRef,
          deps: { fetchApi: fetchApiRef },
          factory: apis => new GrafanaClient(apis),
        }),
    }),
    EntityCardBlueprint.make({
      name: 'observability',
      params: {
        type: 'content',
        filter: components,
        loader: () =>
          import('./components/ObservabilityCard').then(module => (
            <module.ObservabilityCard />
          )),
      },
    }),
    EntityContentBlueprint.make({
      name: 'observability',
      params: {
        path: '/observability',
        title: 'Observability',
        group: 'observability',
        filter: components,
        loader: () =>
          import('./components/ObservabilityTab').then(module => (
            <module.ObservabilityTab />
          )),
      },
    }),
  ],
});
