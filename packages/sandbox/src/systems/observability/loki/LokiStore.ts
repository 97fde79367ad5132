import {
  compareText,
  labelText,
  Labels,
  matchesAll,
  Matcher,
} from '../query/labels';

export type Entry = {
  /** Nanoseconds since 1970. */
  time: bigint;
  line: string;
  /** Labels of this line only: what the sender gave, and `detected_level`. */
  metadata: Labels;
};

export type Stream = { labels: Labels; entries: Entry[] };

/** As much as a laptop should remember of one stream. */
const mostEntries = 5_000;

/** The streams of one tenant, in memory: what pods wrote can be collected again. */
export class LokiStore {
  readonly #streams = new Map<string, Stream>();

  /** Adds what is new: the same line at the same time is kept once. */
  append(labels: Labels, entries: Entry[]): void {
    const key = labelText(labels);
    const stream = this.#streams.get(key) ?? { labels, entries: [] };
    this.#streams.set(key, stream);
    for (const entry of entries) {
      const known = stream.entries.some(
        ({ time, line }) => time === entry.time && line === entry.line,
      );
      if (!known) insert(stream.entries, entry);
    }
    stream.entries.splice(0, stream.entries.length - mostEntries);
  }

  /** The time of the newest line of a stream. */
  newest(labels: Labels): bigint | undefined {
    return this.#streams.get(labelText(labels))?.entries.at(-1)?.time;
  }

  select(matchers: Matcher[]): Stream[] {
    return [...this.#streams]
      .filter(([, { labels }]) => matchesAll(labels, matchers))
      .sort(([a], [b]) => compareText(a, b))
      .map(([, stream]) => stream);
  }
}

/** Lines mostly come in order, so the place is looked for from the end. */
function insert(entries: Entry[], entry: Entry): void {
  let place = entries.length;
  while (place > 0 && entries[place - 1].time > entry.time) place -= 1;
  entries.splice(place, 0, entry);
}
