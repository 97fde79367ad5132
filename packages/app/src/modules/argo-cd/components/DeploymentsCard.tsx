import { useEntity } from '@backstage/plugin-catalog-react';
import { readQuery } from '../deployment';
import { useApplications } from '../hooks';
import { Deployments } from './Deployments';

/** On the overview of a component. */
export const DeploymentsCard = () => {
  const { entity } = useEntity();
  const query = readQuery(entity);
  return <Deployments sources={useApplications(query && [query])} />;
};
