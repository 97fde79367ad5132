import { Destination } from '../objects/Application';
import { DestinationCluster } from './projectRules';

/** The cluster that a destination means, or why there is none, in Argo CD's words. */
export function findCluster<C extends DestinationCluster>(
  clusters: readonly C[],
  destination: Destination,
): { cluster: C } | { error: string } {
  const { name, server } = destination;
  if (name && server) {
    return {
      error: `application destination can't have both name and server defined: ${name} ${server}`,
    };
  }
  if (server) {
    const url = server.replace(/\/+$/, '');
    const cluster = clusters.find(each => each.server === url);
    return cluster
      ? { cluster }
      : {
          error: `error getting cluster by server "${server}": rpc error: code = NotFound desc = cluster "${url}" not found`,
        };
  }
  if (name) {
    const cluster = clusters.find(each => each.name === name);
    return cluster
      ? { cluster }
      : { error: `there are no clusters with this name: ${name}` };
  }
  return { error: 'Destination server missing from app spec' };
}
