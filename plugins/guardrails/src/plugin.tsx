import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import GavelIcon from '@material-ui/icons/Gavel';
import { guardrailsApiRef, GuardrailsClient } from './api';
import { guardrailsRouteRef } from './routes';

/** What the portal joins to workloads, and so has results about. */
const runsSomewhere = {
  kind: 'component',
  'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
};

const guardrailsApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: guardrailsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: apis => new GuardrailsClient(apis),
    }),
});

const guardrailsCard = EntityCardBlueprint.make({
  name: 'guardrails',
  params: {
    type: 'content',
    filter: runsSomewhere,
    loader: () =>
      import('./components/GuardrailsCard').then(module => (
        <module.GuardrailsCard />
      )),
  },
});

const guardrailsTab = EntityContentBlueprint.make({
  name: 'guardrails',
  params: {
    path: '/guardrails',
    title: 'Guardrails',
    group: 'deployment',
    filter: runsSomewhere,
    loader: () =>
      import('./components/GuardrailsTab').then(module => (
        <module.GuardrailsTab />
      )),
  },
});

const guardrailsPage = PageBlueprint.make({
  params: {
    path: '/guardrails',
    title: 'Guardrails',
    icon: <GavelIcon />,
    routeRef: guardrailsRouteRef,
    loader: () =>
      import('./components/GuardrailsPage').then(module => (
        <module.GuardrailsPage />
      )),
  },
});

/** What policies ask and found, what they do in each namespace, and the mesh as it is. */
export const guardrailsPlugin = createFrontendPlugin({
  pluginId: 'guardrails',
  title: 'Guardrails',
  icon: <GavelIcon />,
  extensions: [guardrailsApi, guardrailsCard, guardrailsTab, guardrailsPage],
  routes: { root: guardrailsRouteRef },
});
