import { compatWrapper } from '@backstage/core-compat-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EntityArgoCDHistoryCard,
  EntityArgoCDOverviewCard,
} from '@roadiehq/backstage-plugin-argo-cd';
import Stack from '@mui/material/Stack';
import { readQuery } from '../deployment';
import { useApplications } from '../hooks';
import { DeployMoments } from './DeployMoments';
import { Deployments } from './Deployments';

/**
 * Argo CD's details and history. While no instance answers there is only what
 * is known: the plugin's own cards would say that there is nothing.
 */
export const DeploymentsTab = () => {
  const { entity } = useEntity();
  const query = readQuery(entity);
  const sources = useApplications(query && [query]);
  if (!sources?.some(({ failure }) => !failure)) {
    return <Deployments sources={sources} />;
  }
  return compatWrapper(
    // The history shows whole commits, which would push its table off the page.
    <Stack spacing={3} sx={{ '& td': { overflowWrap: 'anywhere' } }}>
      <EntityArgoCDOverviewCard title="Argo CD" />
      <DeployMoments
        applications={sources.flatMap(({ applications }) => applications)}
      />
      <EntityArgoCDHistoryCard />
    </Stack>,
  );
};
