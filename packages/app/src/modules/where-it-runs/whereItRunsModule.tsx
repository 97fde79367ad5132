import { createFrontendModule } from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentLayoutBlueprint,
} from '@backstage/plugin-catalog-react/alpha';

const components = { kind: 'component' };

/** On the overview of a component: what all signals say of each environment, in one row. */
export const whereItRunsModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    EntityCardBlueprint.make({
      name: 'where-it-runs',
      params: {
        type: 'content',
        filter: components,
        loader: () =>
          import('./components/WhereItRunsCard').then(module => (
            <module.WhereItRunsCard />
          )),
      },
    }),
    EntityContentLayoutBlueprint.make({
      name: 'wide-first',
      params: {
        filter: components,
        loader: () =>
          import('./components/WideFirstLayout').then(
            module => module.WideFirstLayout,
          ),
      },
    }),
  ],
});
