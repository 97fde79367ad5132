import { Labels, labelText } from '../../query/labels';
import { SeriesStore } from '../SeriesStore';
import { Exposition, MetricHelp } from './parseExposition';

export type ScrapeTarget = {
  job: string;
  instance: string;
  /** Labels that every series of this target gets. */
  labels?: Labels;
  /** Reads what the target exposes now; a failure makes it `up 0`. */
  scrape(): Promise<Exposition>;
};

export type TargetState = {
  target: ScrapeTarget;
  lastError: string;
  lastScrape?: Date;
};

/** Reads every target into the store, and ends the series that a target no longer has. */
export class Scraper {
  readonly #store: SeriesStore;
  readonly #states: TargetState[];
  readonly #known = new Map<ScrapeTarget, Map<string, Labels>>();
  readonly metadata = new Map<string, MetricHelp>();

  constructor(options: { store: SeriesStore; targets: ScrapeTarget[] }) {
    this.#store = options.store;
    this.#states = options.targets.map(target => ({ target, lastError: '' }));
  }

  get states(): readonly TargetState[] {
    return this.#states;
  }

  async scrapeAll(now: Date): Promise<void> {
    // All at once, but written in the order of the targets.
    const read = await Promise.all(
      this.#states.map(async state => ({
        state,
        exposition: await this.#read(state, now),
      })),
    );
    read.forEach(({ state, exposition }) =>
      this.#write(state.target, exposition, now.getTime()),
    );
  }

  async #read(state: TargetState, now: Date): Promise<Exposition | undefined> {
    state.lastScrape = now;
    try {
      const exposition = await state.target.scrape();
      state.lastError = '';
      return exposition;
    } catch (error) {
      state.lastError = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }

  #write(
    target: ScrapeTarget,
    exposition: Exposition | undefined,
    timeMs: number,
  ): void {
    const own = {
      ...target.labels,
      job: target.job,
      instance: target.instance,
    };
    const before = this.#known.get(target) ?? new Map<string, Labels>();
    const seen = new Map<string, Labels>();
    for (const sample of exposition?.samples ?? []) {
      const labels = { __name__: sample.name, ...sample.labels, ...own };
      this.#store.append(labels, {
        timeMs: sample.timeMs ?? timeMs,
        value: sample.value,
      });
      if (sample.timeMs === undefined) seen.set(labelText(labels), labels);
    }
    for (const [key, labels] of before) {
      if (!seen.has(key)) this.#store.end(labels, timeMs);
    }
    this.#known.set(target, seen);
    exposition?.metadata.forEach((help, name) => this.metadata.set(name, help));
    this.#store.append(
      { __name__: 'up', ...own },
      { timeMs, value: exposition ? 1 : 0 },
    );
  }
}
