import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import { compareText, Matcher } from '../../query/labels';
import { badParameter, PrometheusError, writeJson } from '../PrometheusError';
import { PrometheusContext } from '../PrometheusContext';
import { parseSelector } from '../promql/parseExpression';
import { Series } from '../SeriesStore';
import {
  Parameters,
  parameters,
  parseTime,
  readLimit,
  truncated,
} from './parameters';

const nonEmpty = 'match[] must contain at least one non-empty matcher';

/** Series, label names and values, and what targets say of their metrics. */
export function metadataRouter(context: PrometheusContext): ExpressRouter {
  const router = Router();
  router.get('/api/v1/series', (req, res) => {
    const given = parameters(req);
    const matches = readMatches(
      given,
      `invalid parameter "match[]": ${nonEmpty}`,
    );
    if (matches.length === 0) {
      throw new PrometheusError('no match[] parameter provided');
    }
    const found = select(context, matches, given).map(({ labels }) => labels);
    const limit = readLimit(given);
    const cut = limit > 0 && found.length > limit;
    writeJson(res, 200, {
      status: 'success',
      data: cut ? found.slice(0, limit) : found,
      ...(cut && { warnings: [truncated] }),
    });
  });
  router.get('/api/v1/labels', (req, res) => {
    const given = parameters(req);
    const found = select(context, readMatches(given, nonEmpty), given);
    writeJson(res, 200, {
      status: 'success',
      data: unique(found.flatMap(({ labels }) => Object.keys(labels))),
    });
  });
  router.get('/api/v1/label/:name/values', (req, res) => {
    const given = parameters(req);
    const found = select(context, readMatches(given, nonEmpty), given);
    writeJson(res, 200, {
      status: 'success',
      data: unique(
        found.flatMap(({ labels }) => labels[req.params.name] ?? []),
      ),
    });
  });
  router.get('/api/v1/metadata', (req, res) => {
    const wanted = parameters(req).get('metric');
    writeJson(res, 200, {
      status: 'success',
      data: Object.fromEntries(
        [...context.scraper.metadata]
          .filter(([name]) => wanted === undefined || name === wanted)
          .map(([name, { type, help }]) => [name, [{ type, unit: '', help }]]),
      ),
    });
  });
  return router;
}

function readMatches(given: Parameters, whenEmpty: string): Matcher[][] {
  return given.all('match[]').map(text => {
    try {
      return parseSelector(text);
    } catch (error) {
      if (!(error instanceof PrometheusError)) throw error;
      throw /non-empty matcher/.test(error.message)
        ? new PrometheusError(whenEmpty)
        : badParameter('match[]', error.message);
    }
  });
}

/** Series that have a point in the time asked about. */
function select(
  context: PrometheusContext,
  matches: Matcher[][],
  given: Parameters,
): Series[] {
  const startMs = parseTime(given.get('start') ?? '') ?? -Infinity;
  const endMs = parseTime(given.get('end') ?? '') ?? Infinity;
  const found = new Set(
    (matches.length ? matches : [[]]).flatMap(one => context.store.select(one)),
  );
  return [...found].filter(({ points }) =>
    points.some(({ timeMs }) => timeMs >= startMs && timeMs <= endMs),
  );
}

function unique(names: string[]): string[] {
  return [...new Set(names)].sort(compareText);
}
