import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import { compareText, Matcher, sortLabels } from '../../query/labels';
import { parseSelector } from '../logql/parseQuery';
import { LokiContext } from '../LokiContext';
import { parameters, Parameters, sendJson } from './answers';

const all: Matcher[] = [];

/** Names, values and series. While streams are in memory, Loki does not look at the time. */
export function labelsRouter(context: LokiContext): ExpressRouter {
  const router = Router();
  router.get(['/loki/api/v1/labels', '/loki/api/v1/label'], (req, res) => {
    const streams = context.tenants.of(req).select(selector(parameters(req)));
    sendJson(res, list(streams.flatMap(({ labels }) => Object.keys(labels))));
  });
  router.get('/loki/api/v1/label/:name/values', (req, res) => {
    const streams = context.tenants.of(req).select(selector(parameters(req)));
    sendJson(
      res,
      list(streams.flatMap(({ labels }) => labels[req.params.name] ?? [])),
    );
  });
  router.all('/loki/api/v1/series', (req, res) => {
    const store = context.tenants.of(req);
    const matches = parameters(req).all('match[]').map(parseSelector);
    const found = new Set(
      (matches.length ? matches : [all]).flatMap(one => store.select(one)),
    );
    sendJson(res, {
      status: 'success',
      data: [...found].map(({ labels }) => sortLabels(labels)),
    });
  });
  return router;
}

function selector(given: Parameters): Matcher[] {
  const query = given.get('query');
  return query ? parseSelector(query) : all;
}

/** Nothing found: there is no key `data` at all. */
function list(names: string[]): object {
  const sorted = [...new Set(names)].sort(compareText);
  return { status: 'success', ...(sorted.length > 0 && { data: sorted }) };
}
