import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { ClusterWatch } from './ClusterWatch';
import { readClusters } from './clusters/readClusters';
import { readClusterWatchConfig } from './config';
import { Projection } from './projection/Projection';

/** Watches the configured clusters for a plugin. */
export interface ClusterWatchService {
  /**
   * Begins to watch, and stops with the backend. Called once, when the plugin's own tables
   * are there. With `clusterWatch.enabled: false` nothing is watched, and the status that
   * other replicas wrote can be read all the same.
   *
   * @throws InputError when a projection, or a cluster in the configuration, cannot be watched
   */
  watch(projections: readonly Projection[]): Promise<ClusterWatch>;
}

/** The service that watches the clusters under `kubernetes.clusterLocatorMethods`, into the plugin's own database. */
export const clusterWatchServiceRef = createServiceRef<ClusterWatchService>({
  id: 'portolan.cluster-watch',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      factory: ({ config, database, lifecycle, logger }) => ({
        async watch(projections) {
          const { enabled } = readClusterWatchConfig(config);
          const watch = await ClusterWatch.create({
            database: await database.getClient(),
            clusters: readClusters(config),
            projections,
            logger,
          });
          lifecycle.addShutdownHook(() => watch.stop());
          if (enabled) await watch.start();
          return watch;
        },
      }),
    }),
});
