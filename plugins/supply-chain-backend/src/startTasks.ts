import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import {
  SyncCatalogTask,
  SyncStatusStore,
  type AssignmentRules,
} from '@portolan/plugin-workloads-node';
import type { GitHostClient } from './clients/git-host/GitHostClient';
import type { ImageInspector } from './clients/registry/ImageInspector';
import type { PolicySource } from './clients/registry/PolicySource';
import type { SupplyChainConfig } from './config';
import { AnswerHistoryStore } from './database/AnswerHistoryStore';
import { CommitQueue } from './database/CommitQueue';
import { ComponentStore } from './database/ComponentStore';
import { ImageQueue } from './database/ImageQueue';
import { ImageJudge } from './service/ImageJudge';
import { AskCommitsTask } from './tasks/AskCommitsTask';
import { ReloadPolicyTask } from './tasks/ReloadPolicyTask';
import { RetentionTask } from './tasks/RetentionTask';
import { toComponent } from './tasks/toComponent';
import { VerifyImagesTask } from './tasks/VerifyImagesTask';

/** Images that are judged before others get a turn at the database. */
const judgedAtOnce = 100;

/**
 * What goes on in the background. Tasks of every replica take their work from
 * the database, so that none is done twice; the catalog is read by one of them.
 */
export async function startTasks(options: {
  auth: AuthService;
  catalog: CatalogService;
  config: SupplyChainConfig;
  database: Knex;
  gitHosts: GitHostClient;
  inspector: ImageInspector;
  logger: LoggerService;
  now: () => Date;
  rules: AssignmentRules;
  scheduler: SchedulerService;
  source: PolicySource | undefined;
}): Promise<void> {
  const { auth, catalog, config, database, logger, now, scheduler } = options;
  const { gitHosts, inspector, rules, source } = options;
  const { concurrency, everyMs, staleAfterMs } = config.verification;
  const status = new SyncStatusStore(database);
  const queue = new ImageQueue(database);
  const judge = new ImageJudge({
    database,
    policy: () => source?.policy,
    staleAfterMs,
    thresholds: config.scans,
  });
  const schedule = (
    id: string,
    when: { everyMs: number; scope?: 'global' },
    run: (signal: AbortSignal) => Promise<void>,
  ) =>
    scheduler.scheduleTask({
      id: `supply-chain-${id}`,
      scope: when.scope ?? 'local',
      frequency: { milliseconds: when.everyMs },
      // A killed replica keeps a task of all replicas from the others for so long.
      timeout: { minutes: when.scope === 'global' ? 2 : 30 },
      fn: run,
    });

  const components = new ComponentStore({ database, rules });
  const sync = new SyncCatalogTask({
    toComponent,
    catalog,
    auth,
    components,
    status,
    now,
  });
  await schedule(
    'sync-catalog',
    { everyMs: config.catalogEveryMs, scope: 'global' },
    () => sync.run(),
  );
  const retention = new RetentionTask({
    database,
    retentionMs: config.retentionMs,
    now,
  });
  await schedule('retention', { everyMs: 3_600_000, scope: 'global' }, () =>
    retention.run(),
  );
  const history = new AnswerHistoryStore(database);
  await schedule('history', { everyMs: 60_000, scope: 'global' }, () =>
    history.record(now()),
  );
  if (concurrency === 0) return;

  await schedule('judge', { everyMs: 1000 }, async signal => {
    let judged = judgedAtOnce;
    while (judged === judgedAtOnce && !signal.aborted) {
      judged = await judge.judgeDue({ limit: judgedAtOnce, now: now() });
    }
  });
  const commits = new AskCommitsTask({
    queue: new CommitQueue(database),
    client: gitHosts,
    ...config.commits,
    logger,
    now,
  });
  await schedule('ask-commits', { everyMs: 2000 }, signal =>
    commits.run(signal),
  );
  if (!source) return;

  const verify = new VerifyImagesTask({
    queue,
    inspector,
    source,
    concurrency,
    everyMs,
    logger,
    now,
  });
  await schedule('verify-images', { everyMs: 2000 }, signal =>
    verify.run(signal),
  );
  const reload = new ReloadPolicyTask({ source, queue, status, now });
  await schedule('reload-policy', { everyMs: 30_000 }, () => reload.run());
  await schedule('refresh-trust', { everyMs: 3_600_000 }, async () => {
    for (const { name, found } of await source.refreshTrust()) {
      logger.warn('A trust domain could not be refreshed', { name, found });
    }
  });
}
