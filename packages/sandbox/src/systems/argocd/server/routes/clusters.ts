import { Cluster } from '../../clusters/ClusterRegistry';
import { toTimestamp } from '../../controller/timestamps';
import { enforce, may } from '../Accounts';
import { ApiError } from '../ApiError';
import { writeJson } from '../answers';
import { ArgoCdContext, callerOf } from '../ArgoCdContext';
import { RouteTable } from '../RouteTable';

/** The destinations, and what is known of each. */
export function addClusterRoutes(
  routes: RouteTable,
  context: ArgoCdContext,
): void {
  const { clusters } = context.clusters;
  routes
    .add('/api/v1/clusters', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const items = clusters
          .filter(({ server }) =>
            may(caller, {
              resource: 'clusters',
              action: 'get',
              object: server,
            }),
          )
          .map(cluster => toApiCluster(cluster, context));
        writeJson(res, { metadata: {}, items });
      },
    })
    .add('/api/v1/clusters/:id', {
      get: (req, res) => {
        const caller = callerOf(context, req);
        const { id } = req.params;
        const cluster = clusters.find(
          each => each.server === id || each.name === id,
        );
        enforce(caller, { resource: 'clusters', action: 'get', object: id });
        if (!cluster) {
          throw new ApiError('NotFound', `cluster "${id}" not found`);
        }
        writeJson(res, toApiCluster(cluster, context));
      },
    });
}

function toApiCluster(cluster: Cluster, context: ArgoCdContext) {
  const { name, server, cache } = cluster;
  const { version, apiVersions } = cache.versions;
  const synced = cache.lastSync;
  const connectionState = {
    status: synced ? 'Successful' : 'Unknown',
    message: synced ? '' : 'Cluster has not been read yet',
    attemptedAt: toTimestamp(synced ?? context.now()),
  };
  const { objects, kinds } = cache.size;
  const applicationsCount = context.store
    .list()
    .filter(({ spec }) =>
      spec.destination.name
        ? spec.destination.name === name
        : spec.destination.server === server,
    ).length;
  return {
    server,
    name,
    config: { tlsClientConfig: { insecure: false } },
    connectionState,
    ...(version && { serverVersion: version }),
    info: {
      connectionState,
      ...(version && { serverVersion: version }),
      cacheInfo: {
        resourcesCount: objects,
        apisCount: kinds,
        ...(synced && { lastCacheSyncTime: toTimestamp(synced) }),
      },
      applicationsCount,
      apiVersions,
    },
  };
}
