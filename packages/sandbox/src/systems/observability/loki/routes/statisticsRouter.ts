import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import { groupLabels, aggregate } from '../../query/aggregate';
import { selectLines } from '../evaluate';
import { parseSelector } from '../logql/parseQuery';
import { LokiContext } from '../LokiContext';
import { parseTime } from '../times';
import { parameters, sendJson } from './answers';

/** Counts that Grafana shows beside a query. */
export function statisticsRouter(context: LokiContext): ExpressRouter {
  const router = Router();
  // The index only counts what was written to disk, and nothing here ever is.
  router.get('/loki/api/v1/index/stats', (req, res) => {
    parseSelector(parameters(req).get('query') ?? '');
    sendJson(res, { streams: 0, chunks: 0, bytes: 0, entries: 0 });
  });
  router.get('/loki/api/v1/index/volume', (req, res) => {
    const given = parameters(req);
    const endNs = parseTime(given.get('end') ?? '0', 'end');
    const grouping = {
      by: true,
      labels: (given.get('targetLabels') ?? '').split(','),
    };
    const lines = selectLines(
      context.tenants.of(req),
      {
        kind: 'logs',
        matchers: parseSelector(given.get('query') ?? ''),
        stages: [],
      },
      { startNs: parseTime(given.get('start') ?? '0', 'start'), endNs },
    );
    const volumes = aggregate(
      'sum',
      lines.map(({ stream, line }) => ({
        labels: groupLabels(stream, grouping),
        value: Buffer.byteLength(line),
      })),
      { grouping },
    ).sort((a, b) => b.value - a.value);
    sendJson(res, {
      status: 'success',
      data: {
        resultType: 'vector',
        result: volumes.map(({ labels, value }) => ({
          metric: labels,
          value: [Number(endNs / 1_000_000n) / 1000, String(value)],
        })),
        stats: {},
      },
    });
  });
  router.get('/loki/api/v1/detected_labels', (req, res) => {
    const query = parameters(req).get('query');
    const values = new Map<string, Set<string>>();
    for (const { labels } of context.tenants
      .of(req)
      .select(query ? parseSelector(query) : [])) {
      for (const [label, value] of Object.entries(labels)) {
        values.set(label, (values.get(label) ?? new Set()).add(value));
      }
    }
    sendJson(res, {
      detectedLabels: [...values]
        .map(([label, found]) => ({ label, cardinality: found.size }))
        .sort((a, b) => (a.label < b.label ? -1 : 1)),
    });
  });
  return router;
}
