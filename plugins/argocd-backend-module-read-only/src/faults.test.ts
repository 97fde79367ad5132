import http from 'node:http';
import { startArgoCd } from './__testUtils__/startArgoCd';
import { startPortal } from './__testUtils__/startPortal';

const answering =
  (status: number): http.RequestListener =>
  (_req, res) => {
    res.writeHead(status, { 'Content-Type': 'application/json' });
    res.end(JSON.stringify({ error: `told to answer ${status}`, code: 16 }));
  };

const faults: Array<[string, http.RequestListener, string]> = [
  ['down', req => req.socket.destroy(), 'socket hang up'],
  ['401', answering(401), 'failed with 401'],
  ['403', answering(403), 'failed with 403'],
  ['429', answering(429), 'failed with 429'],
  ['500', answering(500), 'failed with 500'],
  [
    'a page for people',
    (_req, res) => res.end('<html>Sign in</html>'),
    'is not valid JSON',
  ],
];

/** The page takes every answer but a 403 of the portal's own for an Argo CD that does not answer. */
describe('when Argo CD does not answer as it should', () => {
  it.each(faults)(
    'never says that there is nothing: %s',
    async (_, instead, message) => {
      const argoCd = await startArgoCd();
      argoCd.told.instead = instead;
      const { backend, call } = await startPortal({ argoCdUrl: argoCd.url });
      for (const path of ['selector/a=b', 'name/quote-api-dev']) {
        const { status, body } = await call(
          'GET',
          `/argoInstance/main/applications/${path}`,
        );
        expect(status).toBe(500);
        expect(body.error.message).toContain(message);
      }
      await backend.stop();
      await argoCd.close();
    },
  );

  it('is late, and nothing else, when Argo CD is slow', async () => {
    const argoCd = await startArgoCd();
    argoCd.told.instead = (_req, res) => {
      argoCd.told.instead = undefined;
      setTimeout(() => res.end(JSON.stringify({ items: [] })), 300);
    };
    const { backend, call } = await startPortal({ argoCdUrl: argoCd.url });
    const { status, body } = await call(
      'GET',
      '/argoInstance/main/applications/selector/a=b',
    );
    expect([status, body.items]).toEqual([200, []]);
    await backend.stop();
    await argoCd.close();
  });
});
