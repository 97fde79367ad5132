import type { WatchStatus } from '@portolan/plugin-cluster-watch-node';
import type { SourceFreshness } from './SourceFreshness';
import type { SyncStatusStore } from './SyncStatusStore';
import { toFreshness } from './toFreshness';

/** How fresh everything is that the answers rest on. */
export class FreshnessReader {
  readonly #watch: { listStatus(): Promise<WatchStatus[]> };
  readonly #status: SyncStatusStore;
  readonly #now: () => Date;

  constructor(options: {
    watch: { listStatus(): Promise<WatchStatus[]> };
    status: SyncStatusStore;
    now: () => Date;
  }) {
    this.#watch = options.watch;
    this.#status = options.status;
    this.#now = options.now;
  }

  async list(): Promise<SourceFreshness[]> {
    const now = this.#now();
    const watched = await this.#watch.listStatus();
    return [
      ...watched.map(status => toFreshness(status, now)),
      ...(await this.#status.list()),
    ];
  }
}
