import type { WatchStatus } from '@portolan/plugin-cluster-watch-node';
import type { SourceFreshness } from './SourceFreshness';
import type { SyncStatusStore } from './SyncStatusStore';
import { toFreshness } from './toFreshness';

/** How fresh everything is that the answers rest on. */
export class FreshnessReader {
  readonly #watch: { listStatus(): Promise<WatchStatus[]> };
  readonly #status: Pick<SyncStatusStore, 'list'>;
  readonly #now: () => Date;

  constructor(options: {
    watch: { listStatus(): Promise<WatchStatus[]> };
    status: Pick<SyncStatusStore, 'list'>;
    now: () => Date;
  }) {
    this.#watch = options.watch;
    this.#status = options.status;
    this.#now = options.now;
  }

  async list(): Promise<SourceFreshness[]> {
    const now = this.#now();
    const watched = await this.#watch.listStatus();
    const read = await this.#status.list();
    return [
      ...watched.map(status => toFreshness(status, now)),
      // Until it was read once, nobody knows whose anything is.
      ...(read.some(({ kind }) => kind === 'catalog')
        ? []
        : [{ kind: 'catalog', state: 'listing' as const }]),
      ...read,
    ];
  }
}
