import { aggregate, groupLabels, Sample } from '../query/aggregate';
import { compareText, Labels, labelText, sortLabels } from '../query/labels';
import { calculate } from '../query/numbers';
import { LogQuery, MetricQuery, Stage } from './logql/ast';
import { rangeFunctions } from './logql/rangeFunctions';
import { Processed, runPipeline } from './logql/runPipeline';
import { LokiError } from './LokiError';
import { Entry, LokiStore } from './LokiStore';

const nsOfMs = 1_000_000n;

export type Line = Processed & { time: bigint; stream: Labels; entry: Entry };

/** The lines that a query finds in `[startNs, endNs)`, oldest first. */
export function selectLines(
  store: LokiStore,
  query: LogQuery,
  range: { startNs: bigint; endNs: bigint },
): Line[] {
  const lines = store
    .select(query.matchers)
    .flatMap(stream =>
      stream.entries
        .filter(({ time }) => time >= range.startNs && time < range.endNs)
        .flatMap(entry => toLine(query.stages, stream.labels, entry)),
    );
  return lines.sort((a, b) => Number(a.time - b.time));
}

function toLine(stages: Stage[], stream: Labels, entry: Entry): Line[] {
  const processed = runPipeline(stages, {
    labels: { ...stream, ...entry.metadata },
    line: entry.line,
  });
  return processed ? [{ ...processed, time: entry.time, stream, entry }] : [];
}

/** The value of a metric query at one moment; a number for a query that is one. */
export function evaluateAt(
  store: LokiStore,
  query: MetricQuery,
  timeMs: number,
): Sample[] | number {
  switch (query.kind) {
    case 'number':
      return query.value;
    case 'range':
      return evaluateRange(store, query, timeMs);
    case 'aggregation': {
      const of = evaluateAt(store, query.of, timeMs);
      return typeof of === 'number' ? of : aggregate(query.op, of, query);
    }
    default:
      return combine(
        query.op,
        evaluateAt(store, query.left, timeMs),
        evaluateAt(store, query.right, timeMs),
      );
  }
}

function combine(
  op: Extract<MetricQuery, { kind: 'binary' }>['op'],
  left: Sample[] | number,
  right: Sample[] | number,
): Sample[] | number {
  if (typeof left === 'number' && typeof right === 'number') {
    return calculate(op, left, right);
  }
  if (typeof left === 'number') {
    return (right as Sample[]).map(({ labels, value }) => ({
      labels,
      value: calculate(op, left, value),
    }));
  }
  if (typeof right === 'number') {
    return left.map(({ labels, value }) => ({
      labels,
      value: calculate(op, value, right),
    }));
  }
  const others = new Map(
    right.map(sample => [labelText(sample.labels), sample.value]),
  );
  return left.flatMap(({ labels, value }) => {
    const other = others.get(labelText(labels));
    return other === undefined
      ? []
      : [{ labels, value: calculate(op, value, other) }];
  });
}

function evaluateRange(
  store: LokiStore,
  query: Extract<MetricQuery, { kind: 'range' }>,
  timeMs: number,
): Sample[] {
  const end = BigInt(Math.round(timeMs)) * nsOfMs;
  // Of a range the left end is excluded and the right one included.
  const lines = selectLines(store, query.logs, {
    startNs: end - BigInt(query.rangeMs) * nsOfMs + 1n,
    endNs: end + 1n,
  });
  const unwraps = query.logs.stages.some(stage => stage.kind === 'unwrap');
  const groups = new Map<string, { labels: Labels; values: number[] }>();
  for (const line of lines) {
    if (unwraps) refuseErrors(line);
    const labels = query.grouping
      ? groupLabels(line.labels, query.grouping)
      : sortLabels(line.labels);
    const key = labelText(labels);
    const group = groups.get(key) ?? { labels, values: [] };
    group.values.push(unwraps ? line.value ?? 0 : 1);
    groups.set(key, group);
  }
  const apply = rangeFunctions.get(query.fn)!;
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { labels, values }]) => ({
      labels,
      value: apply(values, query.rangeMs),
    }));
}

function refuseErrors({ labels }: Line): void {
  const error = labels.__error__;
  if (!error) return;
  throw new LokiError(
    `pipeline error: '${error}' for series: '${labelText(
      labels,
    )}'.\nUse a label filter to intentionally skip this error. (e.g | __error__!="${error}").\nTo skip all potential errors you can match empty errors.(e.g __error__="")\nThe label filter can also be specified after unwrap. (e.g | unwrap latency | __error__="" )\n`,
  );
}
