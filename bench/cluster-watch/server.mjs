import http from 'node:http';

/**
 * A Kubernetes API with any number of vulnerability reports of about 4 kB each, made as they
 * are asked for, so that it costs no memory and little time.
 */
export async function startServer({ objects, changesPerSecond = 0 }) {
  const changed = new Map();
  const watches = new Set();
  let version = 1_000;

  const report = index => {
    const namespace = `team-${String(index % 97).padStart(2, '0')}`;
    const name = `replicaset-app-${String(index).padStart(7, '0')}-main`;
    return {
      apiVersion: 'aquasecurity.github.io/v1alpha1',
      kind: 'VulnerabilityReport',
      metadata: {
        name,
        namespace,
        uid: `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`,
        resourceVersion: String(changed.get(index)?.version ?? 1_000),
      },
      report: {
        artifact: { repository: `shop/app-${index % 3000}`, tag: '1.0.0' },
        sentAt: changed.get(index)?.sentAt ?? 0,
        vulnerabilities: Array.from({ length: 12 }, (_, n) => ({
          vulnerabilityID: `CVE-2026-${(index * 7 + n) % 50_000}`,
          resource: `library-${n}`,
          installedVersion: '1.0.0',
          fixedVersion: n % 2 ? '1.0.1' : '',
          severity: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'][n % 4],
          title: 'A title that is about as long as titles are in these reports',
          primaryLink: 'https://avd.example.com/nvd/cve-2026-00000',
          score: 7.5,
          links: [],
        })),
      },
    };
  };
  // In the order of an API server: by namespace, then name.
  const order = Array.from({ length: objects }, (_, index) => index).sort(
    (one, other) => (one % 97) - (other % 97) || one - other,
  );

  const list = (res, query) => {
    const from = Number(query.get('continue') ?? 0);
    const to = Math.min(from + Number(query.get('limit') ?? objects), objects);
    const metadata = {
      resourceVersion: String(version),
      ...(to < objects && { continue: String(to) }),
    };
    const items = order.slice(from, to).map(report);
    res.end(
      JSON.stringify({
        apiVersion: 'aquasecurity.github.io/v1alpha1',
        kind: 'VulnerabilityReportList',
        metadata,
        items,
      }),
    );
  };

  const server = http.createServer((req, res) => {
    const url = new URL(req.url, 'http://cluster');
    res.setHeader('content-type', 'application/json');
    if (url.searchParams.has('watch')) {
      res.flushHeaders();
      watches.add(res);
      res.on('close', () => watches.delete(res));
    } else if (url.pathname === '/apis/aquasecurity.github.io') {
      res.end(
        JSON.stringify({
          kind: 'APIGroup',
          versions: [{ version: 'v1alpha1' }],
        }),
      );
    } else if (url.pathname === '/apis/aquasecurity.github.io/v1alpha1') {
      res.end(
        JSON.stringify({
          kind: 'APIResourceList',
          resources: [{ name: 'vulnerabilityreports' }],
        }),
      );
    } else {
      list(res, url.searchParams);
    }
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));

  // Ten times a second a tenth of the changes, wherever in the fleet they are.
  let next = 0;
  const timer = setInterval(() => {
    if (!watches.size) return;
    for (let n = 0; n < changesPerSecond / 10; n += 1) {
      next = (next + 7919) % objects;
      version += 1;
      changed.set(next, { version, sentAt: Date.now() });
      const line = JSON.stringify({ type: 'MODIFIED', object: report(next) });
      watches.forEach(watch => watch.write(`${line}\n`));
    }
  }, 100);

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      clearInterval(timer);
      server.closeAllConnections();
      server.close();
    },
  };
}
