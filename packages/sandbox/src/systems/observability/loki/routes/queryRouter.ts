import Router from 'express-promise-router';
import type { Request, Router as ExpressRouter } from 'express';
import { Sample } from '../../query/aggregate';
import { parseStep } from '../../query/durations';
import { compareText, Labels, labelText, sortLabels } from '../../query/labels';
import { numberText } from '../../query/numbers';
import { evaluateAt, Line, selectLines } from '../evaluate';
import { LogQuery, MetricQuery } from '../logql/ast';
import { isLogQuery, parseQuery } from '../logql/parseQuery';
import { LokiContext } from '../LokiContext';
import { LokiError } from '../LokiError';
import { LokiStore } from '../LokiStore';
import { parseTime, toNs } from '../times';
import { parameters, Parameters, sendJson } from './answers';

const mostLines = 5000;
const mostPoints = 11_000;
const longestHours = 721;
const msOfNs = 1_000_000n;

/** `query_range` and `query`, by GET or as a form. */
export function queryRouter(context: LokiContext): ExpressRouter {
  const router = Router();
  router.all('/loki/api/v1/query_range', (req, res) => {
    const store = context.tenants.of(req);
    sendJson(res, success(queryRange(store, req, context.now())));
  });
  router.all('/loki/api/v1/query', (req, res) => {
    const store = context.tenants.of(req);
    sendJson(res, success(queryInstant(store, req, context.now())));
  });
  return router;
}

function success(data: object): object {
  return { status: 'success', data: { ...data, stats: {} } };
}

function queryRange(store: LokiStore, req: Request, now: Date): object {
  const given = parameters(req);
  const range = readRange(given, now);
  const limit = readLimit(given.get('limit'));
  const direction = readDirection(given.get('direction'));
  const query = parseQuery(given.get('query') ?? '');
  if (!isLogQuery(query)) {
    return queryMatrix(store, query, { ...range, step: given.get('step') });
  }
  return queryStreams(store, query, {
    ...range,
    limit,
    backward: direction === 'backward',
    intervalMs: parseStep(given.get('interval') ?? '0') ?? 0,
    categorize: /categorize-labels/.test(
      req.get('x-loki-response-encoding-flags') ?? '',
    ),
  });
}

type Range = { startNs: bigint; endNs: bigint };

function readRange(given: Parameters, now: Date): Range {
  const end = given.get('end');
  const start = given.get('start');
  const sinceMs = parseStep(given.get('since') ?? '1h') ?? 3_600_000;
  const endNs = end ? parseTime(end, 'end') : toNs(now);
  const startNs = start
    ? parseTime(start, 'start')
    : endNs - BigInt(sinceMs) * msOfNs;
  if (endNs < startNs) {
    throw new LokiError(
      'end timestamp must not be before or equal to start time',
    );
  }
  const hours = Number((endNs - startNs) / msOfNs) / 3_600_000;
  if (hours > longestHours) {
    throw new LokiError(
      `the query time range exceeds the limit (query length: ${Math.floor(
        hours,
      )}h0m0s, limit: 30d1h)`,
    );
  }
  return { startNs, endNs };
}

function readLimit(text = '100'): number {
  if (!/^-?\d+$/.test(text)) {
    throw new LokiError(
      `strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  const limit = Number(text);
  if (limit <= 0) throw new LokiError('limit must be a positive value');
  if (limit > mostLines) {
    throw new LokiError(
      `max entries limit per query exceeded, limit > max_entries_limit_per_query (${limit} > ${mostLines})`,
    );
  }
  return limit;
}

function readDirection(text = 'backward'): string {
  const direction = text.toLowerCase();
  if (!/^(forward|backward)$/.test(direction)) {
    throw new LokiError(`invalid direction '${text}'`);
  }
  return direction;
}

function queryStreams(
  store: LokiStore,
  query: LogQuery,
  options: Range & {
    limit: number;
    backward: boolean;
    intervalMs: number;
    categorize: boolean;
  },
): object {
  const lines = selectLines(store, query, options);
  if (options.backward) lines.reverse();
  const chosen = thin(lines, options.intervalMs).slice(0, options.limit);
  const groups = new Map<string, { stream: Labels; values: unknown[] }>();
  for (const line of chosen) {
    const stream = sortLabels(options.categorize ? line.stream : line.labels);
    const key = labelText(stream);
    const group = groups.get(key) ?? { stream, values: [] };
    group.values.push(toValue(line, options.categorize));
    groups.set(key, group);
  }
  return {
    resultType: 'streams',
    result: [...groups]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, group]) => group),
    ...(options.categorize && { encodingFlags: ['categorize-labels'] }),
  };
}

/** At most one line in each interval. */
function thin(lines: Line[], intervalMs: number): Line[] {
  if (intervalMs === 0) return lines;
  const interval = BigInt(intervalMs) * msOfNs;
  let last: bigint | undefined;
  return lines.filter(({ time }) => {
    const distance = last === undefined ? interval : time - last;
    const kept = distance >= interval || -distance >= interval;
    if (kept) last = time;
    return kept;
  });
}

function toValue(line: Line, categorize: boolean): unknown[] {
  const value = [String(line.time), line.line];
  return categorize
    ? [...value, { structuredMetadata: sortLabels(line.entry.metadata) }]
    : value;
}

function queryMatrix(
  store: LokiStore,
  query: MetricQuery,
  options: Range & { step?: string },
): object {
  const startMs = Number(options.startNs / msOfNs);
  const endMs = Number(options.endNs / msOfNs);
  const stepMs = readStep(options.step, endMs - startMs);
  const series = new Map<string, { metric: Labels; values: unknown[] }>();
  for (
    let time = Math.ceil(startMs / stepMs) * stepMs;
    time <= endMs;
    time += stepMs
  ) {
    for (const { labels, value } of samplesAt(store, query, time)) {
      const key = labelText(labels);
      const one = series.get(key) ?? { metric: labels, values: [] };
      one.values.push([time / 1000, numberText(value)]);
      series.set(key, one);
    }
  }
  return {
    resultType: 'matrix',
    result: [...series]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, one]) => one),
  };
}

function samplesAt(
  store: LokiStore,
  query: MetricQuery,
  timeMs: number,
): Sample[] {
  const value = evaluateAt(store, query, timeMs);
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

function readStep(text: string | undefined, rangeMs: number): number {
  if (text === undefined) {
    return Math.max(Math.floor(rangeMs / 250_000), 1) * 1000;
  }
  const step = parseStep(text);
  if (step === undefined) {
    throw new LokiError(`cannot parse "${text}" to a valid duration`);
  }
  if (step <= 0) {
    throw new LokiError(
      'zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  }
  if (rangeMs / step > mostPoints) {
    throw new LokiError(
      'exceeded maximum resolution of 11,000 points per time series. Try increasing the value of the step parameter',
    );
  }
  return step;
}

function queryInstant(store: LokiStore, req: Request, now: Date): object {
  const given = parameters(req);
  const time = given.get('time');
  const timeMs = Number((time ? parseTime(time) : toNs(now)) / msOfNs);
  const query = parseQuery(given.get('query') ?? '');
  if (isLogQuery(query)) {
    throw new LokiError(
      'log queries are not supported as an instant query type, please change your query to a range query type',
    );
  }
  const found = evaluateAt(store, query, timeMs);
  if (typeof found === 'number') {
    return {
      resultType: 'scalar',
      result: [timeMs / 1000, numberText(found)],
    };
  }
  return {
    resultType: 'vector',
    result: inOrder(found).map(({ labels, value }) => ({
      metric: labels,
      value: [timeMs / 1000, numberText(value)],
    })),
  };
}

function inOrder(samples: Sample[]): Sample[] {
  return [...samples].sort((a, b) =>
    compareText(labelText(a.labels), labelText(b.labels)),
  );
}
