import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { clusterWatchServiceRef } from '@portolan/plugin-cluster-watch-node';
import { guardrailsPermissions } from '@portolan/plugin-guardrails-common';
import {
  FreshnessReader,
  ReadableEntities,
  readWorkloadsConfig,
  SyncCatalogTask,
  SyncStatusStore,
  toCatalogComponent,
} from '@portolan/plugin-workloads-node';
import { readGuardrailsConfig } from './config';
import { ClusterFactsReader } from './database/ClusterFacts';
import { ComponentStore } from './database/ComponentStore';
import { createProjections } from './database/createProjections';
import { openDatabase } from './database/migrate';
import { PolicyStore } from './database/PolicyStore';
import { ResultStore } from './database/ResultStore';
import { WorkloadStore } from './database/WorkloadStore';
import { createRouter } from './router';
import { AuthorizedGuardrailsService } from './service/AuthorizedGuardrailsService';
import { ComponentReader } from './service/ComponentReader';
import { MatrixReader } from './service/MatrixReader';
import { RetentionTask } from './tasks/RetentionTask';

/** Answers what policies found, what they do in each namespace, and how the mesh is. */
export const guardrailsPlugin = createBackendPlugin({
  pluginId: 'guardrails',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusterWatch: clusterWatchServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { auth, catalog, permissions } = deps;
        const now = () => new Date();
        const config = readGuardrailsConfig(deps.rootConfig);
        const rules = readWorkloadsConfig(deps.rootConfig);
        const database = await openDatabase(deps.database);
        const watch = await deps.clusterWatch.watch(
          createProjections({ rules, now }),
        );
        const status = new SyncStatusStore(database);
        const sync = new SyncCatalogTask({
          auth,
          catalog,
          components: new ComponentStore({ database, rules }),
          now,
          status,
          toComponent: toCatalogComponent,
        });
        const { retentionMs, catalogEveryMs } = config;
        const retention = new RetentionTask({ database, retentionMs, now });
        for (const { id, everyMs, run } of [
          {
            id: 'sync-catalog',
            everyMs: catalogEveryMs,
            run: () => sync.run(),
          },
          { id: 'retention', everyMs: 3_600_000, run: () => retention.run() },
        ]) {
          await deps.scheduler.scheduleTask({
            id: `guardrails-${id}`,
            scope: 'global',
            frequency: { milliseconds: everyMs },
            // A killed replica keeps a task from the others for so long.
            timeout: { minutes: 2 },
            fn: run,
          });
        }

        const workloads = new WorkloadStore(database);
        const shared = {
          ...config,
          facts: new ClusterFactsReader(database),
          freshness: new FreshnessReader({ watch, status, now }),
          now,
          results: new ResultStore(database),
          workloads,
        };
        const service = new AuthorizedGuardrailsService({
          ...shared,
          components: new ComponentReader({
            ...shared,
            environments: rules.environments.map(({ name }) => name),
          }),
          matrix: new MatrixReader(shared),
          permissions,
          policies: new PolicyStore(database),
          readable: new ReadableEntities({
            catalog,
            listEntityRefs: () => workloads.listEntityRefs(),
            now,
            permissions,
          }),
        });
        deps.permissionsRegistry.addPermissions(guardrailsPermissions);
        deps.httpRouter.use(createRouter({ httpAuth: deps.httpAuth, service }));
      },
    });
  },
});
