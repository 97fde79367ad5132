import { DocumentStore } from '../../../state/DocumentStore';
import { isFinished, Run, runId, RunSubject } from './Run';

const bucket = 'runs';

/** Runs on disk: what a restarted pipeline goes on with. */
export class RunStore {
  readonly #store: DocumentStore;
  readonly #now: () => Date;

  constructor(store: DocumentStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** The run of this commit; `isNew` says whether this call made it. */
  create(subject: RunSubject): { run: Run; isNew: boolean } {
    return this.#store.transaction(() => {
      const id = runId(subject);
      const known = this.get(id);
      if (known) return { run: known, isNew: false };
      const run: Run = {
        ...subject,
        id,
        createdAt: this.#now().toISOString(),
        attempt: 0,
        state: 'waiting',
        jobs: [],
        outputs: {},
      };
      this.save(run);
      return { run, isNew: true };
    });
  }

  get(id: string): Run | undefined {
    return this.#store.get<Run>(bucket, id);
  }

  save(run: Run): void {
    this.#store.put(bucket, run.id, run);
  }

  /** Newest first. */
  list(filter: { repository?: string; commit?: string } = {}): Run[] {
    return this.#store
      .list<Run>(bucket)
      .map(([, run]) => run)
      .filter(
        run =>
          (!filter.repository || filter.repository === run.repository) &&
          (!filter.commit || run.commit.startsWith(filter.commit)),
      )
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  /** Oldest first: the order in which they have to go on. */
  unfinished(): Run[] {
    return this.list()
      .filter(run => !isFinished(run))
      .reverse();
  }

  /** The next run of the same repository that was made after this one. */
  newerThan(run: Run): Run | undefined {
    return this.list({ repository: run.repository }).find(
      other => other.owner === run.owner && other.createdAt > run.createdAt,
    );
  }
}
