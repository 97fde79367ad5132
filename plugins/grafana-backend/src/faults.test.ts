import http from 'node:http';
import { AddressInfo } from 'node:net';
import { Platform } from './__testUtils__/Platform';
import { Portal, startPortal } from './__testUtils__/startPortal';

type Fault = Parameters<Platform['grafana']['faults']['add']>[0];

const grafana = 'Grafana (main)';
const loki = 'Loki in Grafana (main)';
const prometheus = 'Prometheus in Grafana (main)';

describe('when a source does not answer', () => {
  let platform: Platform;
  let portal: Portal;

  beforeEach(async () => {
    platform = await Platform.start({ depths: { 'quote-api-dev': 20 } });
    portal = await startPortal({ grafanaUrl: platform.grafana.url });
  });

  afterEach(async () => {
    await portal.backend.stop();
    await platform.close();
  });

  it.each<[Fault, string, string]>([
    [{ kind: 'down' }, 'unreachable', ''],
    [
      { kind: 'status', status: 401 },
      'unauthorized',
      'answered 401: invalid API key',
    ],
    [
      { kind: 'status', status: 403 },
      'forbidden',
      "answered 403: You'll need additional permissions",
    ],
    [{ kind: 'status', status: 429 }, 'rate-limited', 'answered 429'],
    [
      { kind: 'status', status: 500 },
      'server-error',
      'answered 500: Internal server error',
    ],
    [{ kind: 'slow', delayMs: 3000 }, 'timeout', 'no answer within 1 s'],
  ])('Grafana: %j', async (fault, code, message) => {
    platform.grafana.faults.add(fault);
    const { status, body } = await portal.get('quote-api/environments');
    expect(status).toBe(200);
    // Nobody knows: there are no alerts in the answer, not none.
    expect(body.items.map(({ alerts }: never) => alerts)).toEqual([
      undefined,
      undefined,
    ]);
    expect(body.items[0].links).toEqual({ dashboards: [] });
    expect(body.errors).toEqual([
      {
        source: grafana,
        code,
        message: expect.stringContaining(message),
        at: expect.stringMatching(/^20\d\d-.+Z$/),
        environments: ['dev', 'prod'],
      },
    ]);

    const tail = await portal.get('quote-api/environments/dev/logs');
    expect(tail.status).toBe(200);
    expect(tail.body).toMatchObject({
      items: [],
      errors: [{ source: grafana, code, environments: ['dev'] }],
    });
  });

  it.each<[Fault, string, string]>([
    [{ kind: 'down' }, 'unreachable', 'answered 502'],
    [{ kind: 'status', status: 401 }, 'unauthorized', 'answered 401'],
    [{ kind: 'status', status: 403 }, 'forbidden', 'answered 403'],
    [{ kind: 'status', status: 429 }, 'rate-limited', 'answered 429'],
    [{ kind: 'status', status: 500 }, 'server-error', 'answered 500'],
    [{ kind: 'slow', delayMs: 3000 }, 'timeout', 'no answer within 1 s'],
  ])(
    'Prometheus, what Grafana itself says is shown, and never taken for all: %j',
    async (fault, code, message) => {
      platform.prometheus.faults.add(fault);
      const { body } = await portal.get('quote-api/environments');
      const [dev, prod] = body.items;
      expect(dev.alerts.items.map(({ name }: never) => name)).toEqual([
        'More than forecast',
      ]);
      expect(dev.alerts.complete).toBe(false);
      expect(prod.alerts).toMatchObject({ items: [], complete: false });
      expect(dev.links.logs).toBeDefined();
      expect(body.errors).toEqual([
        expect.objectContaining({
          source: prometheus,
          code,
          message: expect.stringContaining(message),
        }),
      ]);
    },
  );

  it.each<[Fault, string]>([
    [{ kind: 'down' }, 'unreachable'],
    [{ kind: 'status', status: 401 }, 'unauthorized'],
    [{ kind: 'status', status: 403 }, 'forbidden'],
    [{ kind: 'status', status: 429 }, 'rate-limited'],
    [{ kind: 'status', status: 500 }, 'server-error'],
    [{ kind: 'slow', delayMs: 3000 }, 'timeout'],
  ])('Loki: %j', async (fault, code) => {
    platform.loki.faults.add(fault);
    const { body } = await portal.get('quote-api/environments/dev/logs');
    expect(body).toMatchObject({
      items: [],
      errors: [{ source: loki, code }],
      // Explore may work where the portal does not.
      url: expect.stringContaining('/explore?'),
    });
    // Alerts need no Loki.
    const signals = await portal.get('quote-api/environments');
    expect(signals.body.errors).toEqual([]);
  });

  it('shows lines without the list of pods, when only that fails', async () => {
    await platform.write('quote-api-aaaaa', ['one']);
    platform.loki.faults.add({
      kind: 'status',
      status: 500,
      path: '/loki/api/v1/label/**',
    });
    const { body } = await portal.get('quote-api/environments/dev/logs');
    expect(body).toMatchObject({
      items: [{ line: 'one' }],
      pods: ['quote-api-aaaaa'],
      errors: [{ source: loki, code: 'server-error' }],
    });
  });
});

describe('when something else answers in the place of Grafana', () => {
  const answers: Array<[string, http.RequestListener, string]> = [
    [
      'a page for people',
      (_req, res) =>
        res.setHeader('Content-Type', 'text/html').end('<html>Sign in</html>'),
      'invalid-answer',
    ],
    [
      'a redirect, which the token must not follow',
      (_req, res) =>
        res.writeHead(302, { Location: 'http://127.0.0.1:9/' }).end(),
      'unreachable',
    ],
    [
      'JSON of another kind',
      (_req, res) => res.end('{"data":{"alerts":[{"labels":null}]}}'),
      'invalid-answer',
    ],
  ];

  it.each(answers)('%s', async (_, listener, code) => {
    const server = http.createServer(listener);
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const portal = await startPortal({
      grafanaUrl: `http://127.0.0.1:${port}`,
    });
    const { status, body } = await portal.get('quote-api/environments');
    await portal.backend.stop();
    server.closeAllConnections();
    server.close();
    expect(status).toBe(200);
    expect(body.items[0].alerts).toBeUndefined();
    expect(
      new Set(body.errors.map((error: { code: string }) => error.code)),
    ).toEqual(new Set([code]));
    expect(JSON.stringify(body)).not.toContain(String(port));
  });
});
