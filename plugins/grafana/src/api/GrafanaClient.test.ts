import { GrafanaClient } from './GrafanaClient';

function clientFor(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: unknown) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  return { fetch, client: new GrafanaClient({ fetchApi: { fetch } }) };
}

describe('GrafanaClient', () => {
  it('encodes what it asks for, and asks once for many', async () => {
    const { fetch, client } = clientFor(200, { items: [], errors: [] });
    await Promise.all([
      client.listSignals('component:default/quote-api'),
      client.listSignals('component:default/quote-api'),
      client.readTail('component:default/quote-api', {
        environment: 'a/b',
        pod: 'p&q',
      }),
    ]);
    await client.listSignals('component:default/quote-api', {
      at: '2026-11-20T10:00:00+01:00',
    });
    const entity = 'plugin://grafana/v1/entities/component/default/quote-api';
    expect(fetch.mock.calls.map(([url]) => url)).toEqual([
      `${entity}/environments`,
      `${entity}/environments/a%2Fb/logs?pod=p%26q`,
      `${entity}/environments?at=2026-11-20T10%3A00%3A00%2B01%3A00`,
    ]);
  });

  it('fails with the status that the backend gave', async () => {
    const { client } = clientFor(403, {
      error: { name: 'NotAllowedError', message: 'no' },
      response: { statusCode: 403 },
    });
    await expect(
      client.listSignals('component:default/quote-api'),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
