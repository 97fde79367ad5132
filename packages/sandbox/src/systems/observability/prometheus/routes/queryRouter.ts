import Router from 'express-promise-router';
import type { Response, Router as ExpressRouter } from 'express';
import { Sample } from '../../query/aggregate';
import { compareText, Labels, labelText } from '../../query/labels';
import { numberText } from '../../query/numbers';
import { badParameter, PrometheusError, writeJson } from '../PrometheusError';
import { PrometheusContext } from '../PrometheusContext';
import { Expression } from '../promql/ast';
import { Cursor } from '../promql/Cursor';
import { evaluate } from '../promql/evaluate';
import { parseExpression } from '../promql/parseExpression';
import { typeOf } from '../promql/typeOf';
import { pointsIn } from '../SeriesStore';
import {
  checkTimeout,
  parameters,
  Parameters,
  parseTime,
  readLimit,
  requireStep,
  requireTime,
  truncated,
} from './parameters';

const mostPoints = 11_000;

type Answer = { data: object; infos?: Set<string>; warnings?: string[] };

/** `query` and `query_range`, by GET or as a form. */
export function queryRouter(context: PrometheusContext): ExpressRouter {
  const router = Router();
  for (const method of ['get', 'post'] as const) {
    router[method]('/api/v1/query', (req, res) =>
      send(res, queryInstant(context, parameters(req))),
    );
    router[method]('/api/v1/query_range', (req, res) =>
      send(res, queryRange(context, parameters(req))),
    );
  }
  return router;
}

function send(res: Response, { data, infos, warnings = [] }: Answer): void {
  writeJson(res, 200, {
    status: 'success',
    data,
    ...(warnings.length > 0 && { warnings }),
    ...(infos?.size && { infos: [...infos] }),
  });
}

function readQuery(given: Parameters): Expression {
  try {
    return parseExpression(given.get('query') ?? '');
  } catch (error) {
    if (error instanceof PrometheusError) {
      throw badParameter('query', error.message);
    }
    throw error;
  }
}

function queryInstant(context: PrometheusContext, given: Parameters): Answer {
  const timeMs = readTime(given, context.now());
  checkTimeout(given);
  const limit = readLimit(given);
  const expression = readQuery(given);
  const stamp = timeMs / 1000;
  if (expression.kind === 'string') {
    return {
      data: { resultType: 'string', result: [stamp, expression.value] },
    };
  }
  if (expression.kind === 'selector' && expression.rangeMs !== undefined) {
    return { data: queryPoints(context, expression, timeMs) };
  }
  const infos = new Set<string>();
  const value = evaluateAt(context, expression, { timeMs, infos, given });
  if (typeof value === 'number') {
    return {
      data: { resultType: 'scalar', result: [stamp, numberText(value)] },
      infos,
    };
  }
  const cut = limit > 0 && value.length > limit;
  return {
    data: {
      resultType: 'vector',
      result: (cut ? value.slice(0, limit) : value).map(sample => ({
        metric: sample.labels,
        value: [stamp, numberText(sample.value)],
      })),
    },
    infos,
    warnings: cut ? [truncated] : [],
  };
}

function readTime(given: Parameters, now: Date): number {
  const text = given.get('time');
  if (text === undefined) return now.getTime();
  const time = parseTime(text);
  if (time === undefined) {
    throw badParameter(
      'time',
      `invalid time value for 'time': cannot parse "${text}" to a valid timestamp`,
    );
  }
  return time;
}

function queryPoints(
  context: PrometheusContext,
  selector: Extract<Expression, { kind: 'selector' }>,
  timeMs: number,
): object {
  const found = context.store.select(selector.matchers).map(series => ({
    metric: series.labels,
    values: pointsIn(series, timeMs, selector.rangeMs!).map(point => [
      point.timeMs / 1000,
      numberText(point.value),
    ]),
  }));
  return {
    resultType: 'matrix',
    result: inOrder(found.filter(({ values }) => values.length > 0)),
  };
}

function evaluateAt(
  context: PrometheusContext,
  expression: Expression,
  options: { timeMs: number; infos: Set<string>; given: Parameters },
): number | Sample[] {
  const cursor = new Cursor(options.given.get('query') ?? '');
  return evaluate(expression, {
    store: context.store,
    timeMs: options.timeMs,
    infos: options.infos,
    placeOf: at => cursor.place(at),
  });
}

function queryRange(context: PrometheusContext, given: Parameters): Answer {
  const startMs = requireTime(given, 'start');
  const endMs = requireTime(given, 'end');
  if (endMs < startMs) {
    throw badParameter('end', 'end timestamp must not be before start time');
  }
  const stepMs = requireStep(given);
  if ((endMs - startMs) / stepMs > mostPoints) {
    throw new PrometheusError(
      'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
    );
  }
  const expression = readQuery(given);
  const type = typeOf(expression);
  if (type !== 'scalar' && type !== 'instant vector') {
    throw badParameter(
      'query',
      `invalid expression type "${type}" for range query, must be Scalar or instant Vector`,
    );
  }
  const infos = new Set<string>();
  const series = new Map<string, { metric: Labels; values: unknown[] }>();
  for (let timeMs = startMs; timeMs <= endMs; timeMs += stepMs) {
    const value = evaluateAt(context, expression, { timeMs, infos, given });
    const samples = typeof value === 'number' ? [{ labels: {}, value }] : value;
    for (const sample of samples) {
      const key = labelText(sample.labels);
      const one = series.get(key) ?? { metric: sample.labels, values: [] };
      one.values.push([timeMs / 1000, numberText(sample.value)]);
      series.set(key, one);
    }
  }
  return {
    data: { resultType: 'matrix', result: inOrder([...series.values()]) },
    infos,
  };
}

function inOrder<T extends { metric: Labels }>(series: T[]): T[] {
  return series.sort((a, b) =>
    compareText(labelText(a.metric), labelText(b.metric)),
  );
}
