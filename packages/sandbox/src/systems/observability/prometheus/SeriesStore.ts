import { Labels, labelText, matchesAll, Matcher } from '../query/labels';

/** A value; none marks where a series ended. */
export type Point = { timeMs: number; value: number | undefined };

export type Series = { labels: Labels; points: Point[] };

const lookBackMs = 5 * 60_000;
/** Two hours at a point each 15 seconds. */
const mostPoints = 480;

/** Series in memory, in the order in which they were first seen. */
export class SeriesStore {
  readonly #series = new Map<string, Series>();

  append(labels: Labels, point: Point): void {
    const key = labelText(labels);
    const series = this.#series.get(key) ?? { labels, points: [] };
    this.#series.set(key, series);
    const last = series.points.at(-1);
    if (last && last.timeMs >= point.timeMs) return;
    series.points.push(point);
    if (series.points.length > mostPoints) series.points.shift();
  }

  /** Ends a series: it is not seen any more from this moment on. */
  end(labels: Labels, timeMs: number): void {
    this.append(labels, { timeMs, value: undefined });
  }

  select(matchers: Matcher[]): Series[] {
    return [...this.#series.values()].filter(({ labels }) =>
      matchesAll(labels, matchers),
    );
  }
}

/** The value that a series has at a moment: its last one, unless that is five minutes old. */
export function valueAt(series: Series, timeMs: number): number | undefined {
  const last = series.points.filter(point => point.timeMs <= timeMs).at(-1);
  return last && last.timeMs > timeMs - lookBackMs ? last.value : undefined;
}

/** The points of `(timeMs - rangeMs, timeMs]`. */
export function pointsIn(
  series: Series,
  timeMs: number,
  rangeMs: number,
): Array<{ timeMs: number; value: number }> {
  return series.points.flatMap(point =>
    point.value !== undefined &&
    point.timeMs > timeMs - rangeMs &&
    point.timeMs <= timeMs
      ? [{ timeMs: point.timeMs, value: point.value }]
      : [],
  );
}
