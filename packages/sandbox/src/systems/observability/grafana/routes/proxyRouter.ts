import http from 'node:http';
import express, { Router } from 'express';
import { GrafanaError } from '../GrafanaError';
import { GrafanaContext } from '../GrafanaContext';

const kept = ['content-type', 'accept', 'x-loki-response-encoding-flags'];

/** Passes requests on to a data source, and its answer back as it is. */
export function proxyRouter(context: GrafanaContext): Router {
  const router = express.Router();
  router.all('/datasources/proxy/uid/:uid/*', (req, res) => {
    const found = context.dataSources.find(({ uid }) => uid === req.params.uid);
    if (!found) throw new GrafanaError(404, 'Data source not found');
    const rest = req.url.slice(
      `/datasources/proxy/uid/${req.params.uid}`.length,
    );
    const outgoing = http.request(
      `${found.url}${rest}`,
      {
        method: req.method,
        headers: Object.fromEntries(
          kept.flatMap(name => {
            const value = req.get(name);
            return value ? [[name, value]] : [];
          }),
        ),
      },
      incoming => {
        res.status(incoming.statusCode ?? 502);
        const type = incoming.headers['content-type'];
        if (type) res.setHeader('Content-Type', type);
        incoming.pipe(res);
      },
    );
    // A data source that is down: 502, and nothing in it.
    outgoing.on('error', () => res.status(502).end());
    req.pipe(outgoing);
  });
  return router;
}
