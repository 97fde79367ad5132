import express, { RequestHandler, Router } from 'express';
import { Dashboard } from '../dashboards';
import { GrafanaError } from '../GrafanaError';
import { GrafanaContext } from '../GrafanaContext';
import { alertingRouter } from './alertingRouter';
import { proxyRouter } from './proxyRouter';

const mostOnPage = 5000;

/** Grafana's HTTP API, as a service account with the role Viewer sees it. */
export function apiRouter(context: GrafanaContext): Router {
  const router = express.Router();
  // The only thing that needs no token.
  router.get('/health', (_req, res) => {
    res.json({
      database: 'ok',
      version: context.version,
      commit: '0000000000',
    });
  });
  router.use(authenticate(context.token));
  router.get('/org', (_req, res) => {
    res.json({ id: 1, name: 'Main Org.' });
  });
  router.get('/search', (req, res) => {
    res.json(search(context.dashboards, req.query));
  });
  router.get('/folders', (_req, res) => {
    res.json([]);
  });
  router.get('/dashboards/uid/:uid', (req, res) => {
    const dashboard = context.dashboards.find(
      ({ uid }) => uid === req.params.uid,
    );
    if (!dashboard) throw new GrafanaError(404, 'Dashboard not found');
    res.json(toModel(dashboard));
  });
  router.get('/datasources', (_req, res) => {
    res.json(context.dataSources.map(toListed));
  });
  router.get('/datasources/uid/:uid', (req, res) => {
    const found = context.dataSources.find(({ uid }) => uid === req.params.uid);
    if (!found) throw new GrafanaError(404, 'Data source not found');
    res.json(toListed(found));
  });
  router.use(proxyRouter(context), alertingRouter(context));
  router.use(() => {
    throw new GrafanaError(404, 'Not found');
  });
  return router;
}

function authenticate(token: string): RequestHandler {
  return (req, _res, next) => {
    const given = req.get('authorization');
    if (!given) throw new GrafanaError(401, 'Unauthorized');
    if (given !== `Bearer ${token}`) {
      throw new GrafanaError(401, 'invalid API key');
    }
    next();
  };
}

/** Several tags mean all of them, and their case counts; the text's case does not. */
function search(
  dashboards: Dashboard[],
  asked: express.Request['query'],
): object[] {
  const tags = [asked.tag ?? []].flat().map(String);
  const text = String(asked.query ?? '').toLowerCase();
  const limit = Number(asked.limit ?? 1000);
  if (limit > mostOnPage) {
    throw new GrafanaError(
      422,
      'Limit is above maximum allowed (5000), use page parameter to access hits beyond limit',
    );
  }
  const page = Math.max(Number(asked.page ?? 1), 1);
  return dashboards
    .filter(
      dashboard =>
        tags.every(tag => dashboard.tags.includes(tag)) &&
        dashboard.title.toLowerCase().includes(text),
    )
    .slice((page - 1) * limit, page * limit)
    .map(({ uid, title, tags: own }, index) => ({
      id: index + 1,
      uid,
      title,
      uri: `db/${slugOf(title)}`,
      url: `/d/${uid}/${slugOf(title)}`,
      slug: '',
      type: 'dash-db',
      tags: own,
      isStarred: false,
      sortMeta: 0,
      isDeleted: false,
    }));
}

export function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function toModel({ uid, title, tags, variables, panels }: Dashboard): object {
  return {
    meta: {
      type: 'db',
      canSave: false,
      canEdit: false,
      url: `/d/${uid}/${slugOf(title)}`,
      folderTitle: 'General',
    },
    dashboard: {
      uid,
      title,
      tags,
      schemaVersion: 39,
      version: 1,
      templating: { list: variables.map(name => ({ name, type: 'query' })) },
      panels: panels.map((panel, index) => ({
        id: index + 1,
        title: panel.title,
        type: panel.kind === 'logs' ? 'logs' : 'timeseries',
        targets: [{ refId: 'A', expr: panel.query }],
      })),
    },
  };
}

function toListed(source: GrafanaContext['dataSources'][number]): object {
  return {
    ...source,
    orgId: 1,
    typeName: source.type,
    access: 'proxy',
    basicAuth: false,
    jsonData: {},
    readOnly: true,
  };
}
