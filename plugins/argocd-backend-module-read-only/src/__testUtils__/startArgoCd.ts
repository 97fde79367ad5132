import http from 'node:http';
import { AddressInfo } from 'node:net';

const application = {
  metadata: { name: 'quote-api-dev', namespace: 'argocd' },
  status: { sync: { status: 'Synced' }, health: { status: 'Healthy' } },
};

/** Remembers every request that reaches Argo CD, and answers each as if it had done it, or as it is told to. */
export async function startArgoCd() {
  const seen: string[] = [];
  const told: { instead?: http.RequestListener } = {};
  const server = http.createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    if (told.instead) {
      told.instead(req, res);
      return;
    }
    const isList = req.url?.startsWith('/api/v1/applications?');
    res.setHeader('Content-Type', 'application/json');
    res.end(JSON.stringify(isList ? { items: [application] } : application));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    seen,
    /** With `instead`, that answers in Argo CD's place. */
    told,
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
