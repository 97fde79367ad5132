/** Runs of one repository one after another, in the order in which they were pushed; those of others beside them. */
export class RunQueue {
  readonly #last = new Map<string, Promise<void>>();

  /** `work` must not reject. */
  add(repository: string, work: () => Promise<void>): void {
    const before = this.#last.get(repository) ?? Promise.resolve();
    const done = before.then(work).finally(() => {
      if (this.#last.get(repository) === done) this.#last.delete(repository);
    });
    this.#last.set(repository, done);
  }

  /** Resolves when nothing waits and nothing runs. */
  async idle(): Promise<void> {
    while (this.#last.size) await Promise.all(this.#last.values());
  }
}
