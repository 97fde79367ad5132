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
import SecurityIcon from '@material-ui/icons/Security';
import { supplyChainApiRef, SupplyChainClient } from './api';
import { fleetRouteRef } from './routes';

/** What the portal joins to workloads, and so has an answer about. */
const runsSomewhere = {
  kind: 'component',
  'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
};

const supplyChainApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: supplyChainApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: apis => new SupplyChainClient(apis),
    }),
});

const trustCard = EntityCardBlueprint.make({
  name: 'trust',
  params: {
    type: 'content',
    filter: runsSomewhere,
    loader: () =>
      import('./components/TrustCard').then(module => <module.TrustCard />),
  },
});

const supplyChainTab = EntityContentBlueprint.make({
  name: 'supply-chain',
  params: {
    path: '/supply-chain',
    title: 'Supply chain',
    group: 'deployment',
    filter: runsSomewhere,
    loader: () =>
      import('./components/SupplyChainTab').then(module => (
        <module.SupplyChainTab />
      )),
  },
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/supply-chain',
    title: 'Supply chain',
    icon: <SecurityIcon />,
    routeRef: fleetRouteRef,
    loader: () =>
      import('./components/FleetPage').then(module => <module.FleetPage />),
  },
});

/** Whether what runs is signed, scanned and built from a commit that we control. */
export const supplyChainPlugin = createFrontendPlugin({
  pluginId: 'supply-chain',
  title: 'Supply chain',
  icon: <SecurityIcon />,
  extensions: [supplyChainApi, trustCard, supplyChainTab, fleetPage],
  routes: { root: fleetRouteRef },
});
