import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import pLimit from 'p-limit';
import { Cluster } from './clusters/Cluster';
import { Fence } from './lease/Fence';
import { keepLease } from './lease/keepLease';
import { LeaseStore } from './lease/LeaseStore';
import { migrate } from './migrate';
import { checkProjections } from './projection/checkProjections';
import { Projection } from './projection/Projection';
import { runSession } from './session/runSession';
import { TargetStore } from './status/TargetStore';
import { WatchStatus } from './status/WatchStatus';
import { Clock } from './time/Clock';
import { systemClock } from './time/systemClock';

/** Transactions at once, over all clusters of a plugin. */
const WRITES = 2;

export interface ClusterWatchOptions {
  /** The plugin's own database: positions, leases and states are kept beside its rows. */
  database: Knex;
  clusters: readonly Cluster[];
  /** What the plugin wants to know, and how it keeps it. */
  projections: readonly Projection[];
  logger: LoggerService;
  /** The machine's own by default. */
  clock?: Clock;
  /** Between 0 and 1; spreads what many watches do. */
  random?: () => number;
}

/**
 * Keeps a plugin's rows at what its clusters say.
 *
 * Any number of replicas may do so with one database: each cluster is watched by one of
 * them, and by another one within 30 seconds of its death.
 */
export class ClusterWatch {
  readonly #options: ClusterWatchOptions;
  readonly #targets: TargetStore;
  readonly #stop = new AbortController();
  #running: Promise<unknown> | undefined;

  private constructor(options: ClusterWatchOptions) {
    this.#options = options;
    this.#targets = new TargetStore(options.database);
  }

  /**
   * Makes the tables that it needs, in the plugin's database.
   *
   * @throws InputError when a projection declares what cannot be watched
   */
  static async create(options: ClusterWatchOptions): Promise<ClusterWatch> {
    checkProjections(options.projections);
    await migrate(options.database);
    return new ClusterWatch(options);
  }

  /** Begins to watch, in the background. Not called in replicas that only read. */
  async start(): Promise<void> {
    if (this.#running || this.#stop.signal.aborted) return;
    const { clusters } = this.#options;
    const names = new Set([
      ...clusters.map(({ name }) => name),
      // Watched once and no longer configured: their rows go.
      ...(await this.#targets.listClusters()),
    ]);
    const holder = randomUUID();
    const writes = pLimit(WRITES);
    this.#running = Promise.all(
      [...names].map(name => {
        const cluster = clusters.find(one => one.name === name);
        return this.#keep(name, { cluster, holder, writes });
      }),
    );
  }

  /** Stops and lets another replica go on at once. Resolves when nothing is written any more. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /**
   * How fresh the rows are, for each kind in each cluster; whichever replica watches.
   * A cluster or kind of which nothing is listed was not watched yet.
   */
  async listStatus(
    filter: { cluster?: string; kind?: string } = {},
  ): Promise<WatchStatus[]> {
    return this.#targets.listStatus(filter);
  }

  #keep(
    name: string,
    options: {
      cluster?: Cluster;
      holder: string;
      writes: ReturnType<typeof pLimit>;
    },
  ): Promise<void> {
    const { database, projections, logger } = this.#options;
    const { clock = systemClock, random = Math.random } = this.#options;
    const { cluster, holder, writes } = options;
    return keepLease({
      cluster: name,
      holder,
      leases: new LeaseStore(database),
      clock,
      logger,
      own: (token, signal) =>
        runSession({
          database,
          fence: new Fence({ database, cluster: name, token, writes }),
          cluster,
          projections,
          clock,
          random,
          logger,
          signal,
        }),
      signal: this.#stop.signal,
    });
  }
}
