import {
  ApiBlueprint,
  configApiRef,
  createFrontendModule,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { argoCdApiRef, ArgoCdClient } from './api';

/** Adds to the Argo CD plugin what tells the truth while Argo CD is away. */
export const argoCdModule = createFrontendModule({
  pluginId: 'argocd',
  extensions: [
    ApiBlueprint.make({
      name: 'applications',
      params: defineParams =>
        defineParams({
          api: argoCdApiRef,
          deps: { config: configApiRef, fetchApi: fetchApiRef },
          factory: apis => new ArgoCdClient(apis),
        }),
    }),
    EntityCardBlueprint.make({
      name: 'deployments',
      params: {
        type: 'content',
        loader: () =>
          import('./components/DeploymentsCard').then(module => (
            <module.DeploymentsCard />
          )),
      },
    }),
    EntityContentBlueprint.make({
      name: 'deployments',
      params: {
        path: '/deployments',
        title: 'Deployments',
        group: 'deployment',
        loader: () =>
          import('./components/DeploymentsTab').then(module => (
            <module.DeploymentsTab />
          )),
      },
    }),
  ],
});
