import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import { ClusterHttp } from '../client/ClusterHttp';
import { Cluster } from '../clusters/Cluster';
import { Fence } from '../lease/Fence';
import { Projection } from '../projection/Projection';
import { TargetSink } from '../sink/TargetSink';
import { TargetStore } from '../status/TargetStore';
import { runTarget } from '../target/runTarget';
import { Clock } from '../time/Clock';
import { retireTargets } from './retireTargets';

/** Pages of one cluster that are in memory at once: one is written while the next one is read. */
const PAGES = 2;

export interface SessionOptions {
  database: Knex;
  fence: Fence;
  /** Undefined for a cluster that is no longer configured: its rows go. */
  cluster?: Cluster;
  projections: readonly Projection[];
  clock: Clock;
  random: () => number;
  logger: LoggerService;
  signal: AbortSignal;
}

/**
 * Everything that the owner of a cluster does. Resolves when there is nothing to watch.
 *
 * @throws FencedOutError when another replica owns the cluster, the signal's reason when
 *   stopped, and what the database says when it does not even open the targets
 */
export async function runSession(options: SessionOptions): Promise<void> {
  const { database, fence, cluster, clock } = options;
  const store = new TargetStore(database);
  const opened = await store.open(fence, {
    projections: cluster ? options.projections : [],
    now: clock.now(),
  });
  await retireTargets({
    ...options,
    store,
    declared: opened.map(({ target }) => target),
  });
  if (!cluster) return;

  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const http = new ClusterHttp({ cluster, clock });
  const pages = pLimit(PAGES);
  const running = opened.map(async ({ target, position }) => {
    const sink = new TargetSink({ database, fence, target });
    await runTarget({
      ...options,
      http,
      sink,
      target,
      position,
      pages,
      signal,
    });
  });
  try {
    await Promise.all(running);
  } finally {
    stop.abort();
    await Promise.allSettled(running);
    await http.close();
  }
}
