import Router from 'express-promise-router';
import type { Router as ExpressRouter } from 'express';
import { Html, html, htmlPage } from '../../../../http/html';
import { Dashboard } from '../dashboards';
import { DataSource } from '../DataSource';
import { GrafanaContext } from '../GrafanaContext';
import { slugOf } from '../routes/apiRouter';
import { Pane, readExplore, readMoment } from './readExplore';
import { showLogs, showMetrics } from './showQuery';

const shownMinutes = 15;

/** For a person who opens a link: dashboards, Explore and the alerts. */
export function pagesRouter(
  context: GrafanaContext,
  now: () => Date,
): ExpressRouter {
  const router = Router();
  router.get('/', (_req, res) => {
    res.type('html').send(home(context));
  });
  router.get('/explore', async (req, res) => {
    const asked = new URL(req.originalUrl, 'http://localhost').searchParams;
    const panes = await Promise.all(
      readExplore(asked).map(pane => showPane(context, pane, now())),
    );
    res
      .type('html')
      .send(
        page(
          'Explore',
          panes.length > 0
            ? html`${panes}`
            : html`<p>This link names no query.</p>`,
        ),
      );
  });
  router.get(['/d/:uid', '/d/:uid/:slug'], async (req, res) => {
    const dashboard = context.dashboards.find(
      ({ uid }) => uid === req.params.uid,
    );
    const asked = new URL(req.originalUrl, 'http://localhost').searchParams;
    res
      .status(dashboard ? 200 : 404)
      .type('html')
      .send(
        dashboard
          ? await showDashboard(context, dashboard, { asked, now: now() })
          : page('Dashboard not found', html`<p>There is none here.</p>`),
      );
  });
  router.get('/alerting/list', (_req, res) => {
    res.type('html').send(page('Alert rules', showRules(context)));
  });
  return router;
}

function page(title: string, body: Html): string {
  return htmlPage({ title, system: 'Grafana', body });
}

function home({ dashboards, dataSources }: GrafanaContext): string {
  return page(
    'Grafana',
    html`<h2>Dashboards</h2>
      <ul>
        ${dashboards.map(
          ({ uid, title, tags }) =>
            html`<li>
              <a href="/d/${uid}/${slugOf(title)}">${title}</a>
              <small>${tags.join(', ')}</small>
            </li>`,
        )}
      </ul>
      <h2>Data sources</h2>
      <ul>
        ${dataSources.map(
          ({ name, type, uid }) =>
            html`<li>${name} <small>${type}, uid ${uid}</small></li>`,
        )}
      </ul>
      <p><a href="/alerting/list">Alert rules</a></p>`,
  );
}

async function showPane(
  { dataSources }: GrafanaContext,
  pane: Pane,
  now: Date,
): Promise<Html> {
  const source = dataSources.find(({ uid }) => uid === pane.datasource);
  if (!source) {
    return html`<p class="bad">
      There is no data source with the uid <code>${pane.datasource}</code>.
    </p>`;
  }
  const range = {
    from: readMoment(pane.range.from, now),
    to: readMoment(pane.range.to, now),
  };
  const results = await Promise.all(
    pane.queries.map(async ({ expr }) => {
      const result = await showQuery(source, expr, range);
      return html`<p><code>${expr}</code></p>
        ${result}`;
    }),
  );
  return html`<h2>${source.name}</h2>
    <p class="quiet">
      ${range.from.toISOString()} to ${range.to.toISOString()}
    </p>
    ${results}`;
}

function showQuery(
  source: DataSource,
  expr: string,
  range: { from: Date; to: Date },
): Promise<Html> {
  return source.type === 'loki'
    ? showLogs(source.url, expr, range)
    : showMetrics(source.url, expr, range);
}

async function showDashboard(
  context: GrafanaContext,
  dashboard: Dashboard,
  { asked, now }: { asked: URLSearchParams; now: Date },
): Promise<string> {
  const range = {
    from: readMoment(asked.get('from') ?? `now-${shownMinutes}m`, now),
    to: readMoment(asked.get('to') ?? 'now', now),
  };
  const fill = (query: string) =>
    query.replace(/\$(\w+)/g, (_, name) => asked.get(`var-${name}`) ?? '');
  const panels = await Promise.all(
    dashboard.panels.map(async panel => {
      const type = panel.kind === 'logs' ? 'loki' : 'prometheus';
      const source = context.dataSources.find(one => one.type === type)!;
      const result = await showQuery(source, fill(panel.query), range);
      return html`<h2>${panel.title}</h2>
        <p><code>${fill(panel.query)}</code></p>
        ${result}`;
    }),
  );
  return page(
    dashboard.title,
    html`<p>
        ${dashboard.variables.map(
          name =>
            html`${name}:
              <code>${asked.get(`var-${name}`) ?? 'not set'}</code> `,
        )}
      </p>
      ${panels}`,
  );
}

function showRules({ rules }: GrafanaContext): Html {
  return html`<ul>
    ${rules.rules.map(rule => {
      const alerts = rules.alerts.filter(alert => alert.rule === rule);
      return html`<li>
        ${rule.title} <small>${rule.expr}</small>
        <ul>
          ${alerts.map(
            ({ state, labels, activeAt }) =>
              html`<li>
                ${state} since ${activeAt.toISOString()}
                <code>${JSON.stringify(labels)}</code>
              </li>`,
          )}
        </ul>
      </li>`;
    })}
  </ul>`;
}
