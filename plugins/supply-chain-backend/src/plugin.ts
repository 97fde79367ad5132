import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { VerifierPool } from '@portolan/image-trust';
import { clusterWatchServiceRef } from '@portolan/plugin-cluster-watch-node';
import { supplyChainPermissions } from '@portolan/plugin-supply-chain-common';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  FreshnessReader,
  readWorkloadsConfig,
  ReadableEntities,
  SyncStatusStore,
} from '@portolan/plugin-workloads-node';
import { IntegrationsGitHostClient } from './clients/git-host/IntegrationsGitHostClient';
import { ImageInspector } from './clients/registry/ImageInspector';
import { PolicySource } from './clients/registry/PolicySource';
import { readSupplyChainConfig } from './config';
import { AnswerHistoryStore } from './database/AnswerHistoryStore';
import { DigestStore } from './database/DigestStore';
import { FindingStore } from './database/FindingStore';
import { FleetCountStore } from './database/FleetCountStore';
import { FleetGroupStore } from './database/FleetGroupStore';
import { FleetStore } from './database/FleetStore';
import { openDatabase } from './database/migrate';
import { TransitionStore } from './database/TransitionStore';
import { VerdictStore } from './database/VerdictStore';
import { createProjections } from './database/createProjections';
import { createRouter } from './router';
import { AuthorizedSupplyChainService } from './service/AuthorizedSupplyChainService';
import { startTasks } from './startTasks';

/** Answers whether what runs is signed, scanned and built from a commit that we control. */
export const supplyChainPlugin = createBackendPlugin({
  pluginId: 'supply-chain',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        clusterWatch: clusterWatchServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.rootLifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
      },
      async init(deps) {
        const { catalog, logger, permissions } = deps;
        const now = () => new Date();
        const config = readSupplyChainConfig(deps.rootConfig);
        const rules = readWorkloadsConfig(deps.rootConfig);
        const source = config.policy
          ? await PolicySource.load({
              path: config.policy,
              directory:
                config.cacheDirectory ?? join(tmpdir(), 'portolan-trust'),
            })
          : undefined;
        const policy = () => source?.policy;
        const database = await openDatabase(deps.database);
        const watch = await deps.clusterWatch.watch(
          createProjections({ rules, now }),
        );
        const verifier = new VerifierPool({
          size: config.verification.threads,
        });
        deps.lifecycle.addShutdownHook(() => verifier.close());
        await startTasks({
          ...deps,
          config,
          rules,
          database,
          gitHosts: IntegrationsGitHostClient.fromConfig(deps.rootConfig, {
            now,
          }),
          inspector: new ImageInspector({
            registries: config.registries,
            plainHttp: config.plainHttpRegistries,
            verifier,
          }),
          now,
          source,
        });
        const fleet = new FleetStore(database);
        const service = new AuthorizedSupplyChainService({
          permissions,
          readable: new ReadableEntities({
            listEntityRefs: () => fleet.listEntityRefs(),
            catalog,
            permissions,
            now,
          }),
          verdicts: new VerdictStore({ database, now }),
          digests: new DigestStore({ database, policy, now }),
          fleet,
          groups: new FleetGroupStore(database),
          counts: new FleetCountStore(database),
          history: new AnswerHistoryStore(database),
          findings: new FindingStore(database),
          transitions: new TransitionStore(database),
          freshness: new FreshnessReader({
            watch,
            status: new SyncStatusStore(database),
            now,
          }),
          environments: rules.environments.map(({ name }) => name),
          now,
        });
        deps.permissionsRegistry.addPermissions(supplyChainPermissions);
        deps.httpRouter.use(createRouter({ httpAuth: deps.httpAuth, service }));
        if (!source) {
          logger.warn(
            'No supplyChain.policy is configured: nothing is known to be signed',
          );
        }
      },
    });
  },
});
