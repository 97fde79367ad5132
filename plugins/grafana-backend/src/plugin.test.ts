import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import { Depths, Platform } from './__testUtils__/Platform';
import {
  Portal,
  PortalOptions,
  quoteApi,
  startPortal,
} from './__testUtils__/startPortal';

describe('grafanaPlugin', () => {
  let platform: Platform | undefined;
  let portal: Portal | undefined;

  afterEach(async () => {
    await portal?.backend.stop();
    await platform?.close();
    portal = undefined;
    platform = undefined;
  });

  async function start(
    options: Partial<PortalOptions> & {
      depths?: Depths;
      version?: string;
    } = {},
  ) {
    platform = await Platform.start(options);
    portal = await startPortal({
      grafanaUrl: platform.grafana.url,
      ...options,
    });
    return { platform, portal };
  }

  it('tells firing and pending alerts of Prometheus and of Grafana itself, by environment', async () => {
    const {
      portal: { get },
    } = await start({
      depths: { 'quote-api-dev': 20, 'ledger-dev': 30, 'quote-api-prod': 7 },
    });
    const { status, body } = await get('quote-api/environments');
    expect(status).toBe(200);
    expect(body.errors).toEqual([]);
    const [dev, prod] = body.items;
    expect(dev).toMatchObject({
      environment: 'dev',
      cluster: 'nonprod',
      namespace: 'quote-api-dev',
      alerts: {
        complete: true,
        stale: false,
        items: [
          {
            name: 'QueueTooLong',
            state: 'firing',
            severity: 'critical',
            summary: 'quote-api-dev-7d9c5b8f6-aaaaa has 20 waiting',
            runbookUrl: 'https://runbooks.example.dev/queue',
            since: expect.stringMatching(/^20\d\d-/),
          },
          { name: 'More than forecast', state: 'firing' },
          { name: 'QueueGrowing', state: 'pending' },
        ],
      },
    });
    // What somebody wrote into an annotation is no link unless it is a web address.
    expect(dev.alerts.items[2].runbookUrl).toBeUndefined();
    // The same namespace in another cluster is another environment.
    expect(prod.alerts).toMatchObject({ items: [], complete: true });
  });

  it('links dashboards and Explore of this Grafana, with variables and time filled', async () => {
    const {
      portal: { get },
    } = await start();
    const { body } = await get('quote-api/environments');
    const { dashboards, logs, metrics } = body.items[0].links;
    expect(
      dashboards.map(({ title, origin }: never) => [title, origin]),
    ).toEqual([
      ['Quotes: prices and how long they took', 'component'],
      ['Kubernetes workload', 'platform'],
      ['Logs of a workload', 'platform'],
    ]);
    const board = new URL(dashboards[1].url);
    expect(board.origin + board.pathname).toBe(
      'https://grafana.example.dev/g/d/workload/kubernetes-workload',
    );
    expect(Object.fromEntries(board.searchParams)).toEqual({
      'var-cluster': 'nonprod',
      'var-namespace': 'quote-api-dev',
      'var-workload': 'quote-api',
      from: 'now-15m',
      to: 'now',
    });
    const explore = new URL(logs);
    expect(explore.pathname).toBe('/g/explore');
    expect(JSON.parse(explore.searchParams.get('panes')!)).toEqual({
      portolan: {
        datasource: 'sandbox-loki',
        queries: [
          {
            refId: 'A',
            datasource: { type: 'loki', uid: 'sandbox-loki' },
            expr: '{cluster="nonprod", namespace="quote-api-dev", service_name="quote-api"}',
            queryType: 'range',
          },
        ],
        range: { from: 'now-15m', to: 'now' },
      },
    });
    expect(metrics).toContain('sandbox-prometheus');
  });

  it('makes links for an old Grafana, and at the moment of a deploy', async () => {
    const {
      portal: { get },
    } = await start({ version: '9.5.21' });
    const { body } = await get(
      'quote-api/environments?at=2026-11-20T10:00:00Z',
    );
    const { dashboards, logs } = body.items[0].links;
    expect(Number(new URL(dashboards[0].url).searchParams.get('from'))).toBe(
      Date.parse('2026-11-20T09:50:00Z'),
    );
    const left = JSON.parse(new URL(logs).searchParams.get('left')!);
    expect(left.range).toEqual({
      from: String(Date.parse('2026-11-20T09:50:00Z')),
      to: String(Date.parse('2026-11-20T10:30:00Z')),
    });

    expect((await get('quote-api/environments?at=noon')).status).toBe(400);
  });

  it('reads the last lines of all pods, or of one', async () => {
    const {
      platform: { write },
      portal: { get },
    } = await started();
    await write('quote-api-aaaaa', ['one', '{"level":"error","msg":"two"}']);
    await write('quote-api-bbbbb', ['three']);

    const { body } = await get('quote-api/environments/dev/logs');
    expect(body).toMatchObject({
      errors: [],
      pods: ['quote-api-aaaaa', 'quote-api-bbbbb'],
      truncated: false,
    });
    expect(body.items.map(({ line }: never) => line).slice(2)).toEqual(['one']);
    expect(body.items).toContainEqual(
      expect.objectContaining({
        line: '{"level":"error","msg":"two"}',
        level: 'error',
        pod: 'quote-api-aaaaa',
        container: 'quote-api',
      }),
    );

    const ofOne = await get(
      'quote-api/environments/dev/logs?pod=quote-api-aaaaa&limit=1',
    );
    expect(ofOne.body).toMatchObject({
      items: [{ line: '{"level":"error","msg":"two"}' }],
      truncated: true,
      pods: ['quote-api-aaaaa', 'quote-api-bbbbb'],
    });
    const empty = await get('quote-api/environments/prod/logs');
    expect(empty.body).toMatchObject({ items: [], errors: [], pods: [] });
  });

  async function started() {
    const both = await start();
    return {
      ...both,
      platform: { write: both.platform.write.bind(both.platform) },
    };
  }

  it('refuses what is asked wrongly', async () => {
    const {
      portal: { get },
    } = await start();
    const wrong = [
      'quote-api/environments/dev/logs?pod=%7D%20or%20%7B',
      'quote-api/environments/dev/logs?limit=0',
      'quote-api/environments/dev/logs?limit=5000',
    ];
    for (const path of wrong) {
      expect([path, (await get(path)).status]).toEqual([path, 400]);
    }
    expect((await get('quote-api/environments/test/logs')).status).toBe(404);
  });

  it('lets only those in who are signed in, may read it, and see the entity', async () => {
    const { portal: open } = await start();
    const path =
      '/api/grafana/v1/entities/component/default/quote-api/environments';
    const nobody = await request(open.backend.server).get(path);
    expect(nobody.status).toBe(401);
    const service = await request(open.backend.server)
      .get(path)
      .set('Authorization', mockCredentials.service.header());
    expect(service.status).toBe(403);
    expect((await open.get('ledger/environments')).status).toBe(404);
    expect((await open.get('ledger/environments/dev/logs')).status).toBe(404);
    await open.backend.stop();

    portal = await startPortal({
      grafanaUrl: platform!.grafana.url,
      permission: AuthorizeResult.DENY,
    });
    for (const what of ['environments', 'environments/dev/logs']) {
      const denied = await portal.get(`quote-api/${what}`);
      expect(denied.status).toBe(403);
      expect(denied.body.error.message).toBe(
        'You lack the permission grafana.read for component:default/quote-api',
      );
    }
  });

  it('follows the annotation as far as configuration allows', async () => {
    const {
      portal: { get },
    } = await start({
      depths: { 'quote-api-blue': 20, 'ledger-dev': 20 },
      entities: [
        {
          ...quoteApi,
          metadata: {
            ...quoteApi.metadata,
            annotations: {
              'portolan.io/environments':
                'dev=nonprod/quote-api-blue, prod=prod/ledger-prod, stage=nonprod/quote-api-x',
            },
          },
        },
      ],
    });
    const { body } = await get('quote-api/environments');
    expect(body.items.map(({ namespace }: never) => namespace)).toEqual([
      'quote-api-blue',
      'quote-api-prod',
    ]);
    expect(body.items[0].alerts.items).toHaveLength(3);
    expect(body.errors.map(({ message }: never) => message)).toEqual([
      "the namespace 'ledger-prod' is none that this component may name (grafana.annotationNamespaces)",
      "there is no environment 'stage'",
    ]);
  });

  it('asks Grafana once for all components, and never for its rules', async () => {
    const {
      portal: { get },
      platform: { grafana },
    } = await start({
      entities: [quoteApi, { ...quoteApi, metadata: { name: 'ledger' } }],
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        get(`${i % 2 ? 'ledger' : 'quote-api'}/environments`),
      ),
    );
    // From now on every question would fail, and none is asked.
    grafana.faults.add({ kind: 'down' });
    const { body } = await get('quote-api/environments');
    expect(body.errors).toEqual([]);
    expect(body.items[0].alerts).toMatchObject({
      complete: true,
      stale: false,
    });
  });
});
