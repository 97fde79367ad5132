import { LogLine } from '@portolan/plugin-grafana-common';
import { FoundStreams } from '../clients/grafana/schema';

/** Longer lines are cut: a page shows them, Grafana has them whole. */
const mostCharacters = 4_000;

/**
 * Lines newest first. Loki gives one list for each combination of labels, so
 * the lines of one pod come in several.
 */
export function toLogLines(
  streams: FoundStreams,
  labels: { pod: string },
): LogLine[] {
  return streams
    .flatMap(({ stream, values }) =>
      values.map(([id, line]) => ({
        id,
        time: new Date(Number(BigInt(id) / 1_000_000n)).toISOString(),
        line:
          line.length > mostCharacters
            ? `${line.slice(0, mostCharacters)}…`
            : line,
        pod: stream[labels.pod],
        container: stream.container,
        level: stream.detected_level ?? stream.level,
      })),
    )
    .sort((one, other) => compareIds(other.id, one.id));
}

/** Nanoseconds do not fit into a number. */
function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
