/** What a source said, and when. */
export type Answer<T> = {
  value: T;
  asOf: Date;
  /** Why the source does not say it now: `value` is then what it said last. */
  failure?: unknown;
};

export type AnswerCacheOptions = {
  /** How long an answer is given again without asking. */
  freshMs: number;
  /** How long a last good answer stands in for a source that fails. */
  keepMs: number;
  /** How long a source that failed is left alone. */
  retryMs: number;
  /** Beyond this many keys the one that was used longest ago is forgotten. */
  mostKeys: number;
  now: () => Date;
};

type Kept<T> = {
  good?: { value: T; asOf: Date };
  failed?: { error: unknown; at: Date };
  asking?: Promise<void>;
};

/**
 * Stands between pages and a source: many readers cause one question, and a
 * source that fails is asked at intervals, while its last answer is shown with
 * its age.
 */
export class AnswerCache<T> {
  readonly #options: AnswerCacheOptions;
  readonly #kept = new Map<string, Kept<T>>();

  constructor(options: AnswerCacheOptions) {
    this.#options = options;
  }

  /** @throws what the source threw, when there is no earlier answer either */
  async read(key: string, ask: () => Promise<T>): Promise<Answer<T>> {
    const kept = this.#touch(key);
    if (!this.#isSettled(kept)) {
      kept.asking ??= this.#ask(kept, ask).finally(() => {
        kept.asking = undefined;
      });
      await kept.asking;
    }
    const { good, failed } = kept;
    if (!failed && good) return good;
    if (good && this.#ageOf(good.asOf) <= this.#options.keepMs) {
      return { ...good, failure: failed?.error };
    }
    throw failed?.error;
  }

  async #ask(kept: Kept<T>, ask: () => Promise<T>): Promise<void> {
    const at = this.#options.now();
    try {
      kept.good = { value: await ask(), asOf: at };
      kept.failed = undefined;
    } catch (error) {
      kept.failed = { error, at: this.#options.now() };
    }
  }

  #isSettled({ good, failed }: Kept<T>): boolean {
    if (failed) return this.#ageOf(failed.at) < this.#options.retryMs;
    return good !== undefined && this.#ageOf(good.asOf) < this.#options.freshMs;
  }

  #ageOf(time: Date): number {
    return this.#options.now().getTime() - time.getTime();
  }

  #touch(key: string): Kept<T> {
    const kept = this.#kept.get(key) ?? {};
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    if (this.#kept.size > this.#options.mostKeys) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
    return kept;
  }
}
