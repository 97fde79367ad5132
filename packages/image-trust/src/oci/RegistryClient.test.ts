import http, { IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { digestOf } from './digest';
import { MemoryCache } from './ContentCache';
import { mediaTypes } from './manifest';
import { RegistryClient, RegistryClientOptions } from './RegistryClient';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

const layer = Buffer.from('a layer');
const config = Buffer.from('{}');
const descriptor = (bytes: Buffer, mediaType: string) => ({
  mediaType,
  digest: digestOf(bytes),
  size: bytes.length,
});
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptor(config, 'application/vnd.oci.image.config.v1+json'),
    layers: [descriptor(layer, 'application/octet-stream')],
  }),
);
const subject = digestOf(manifest);
const index = (manifests: unknown) =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests,
  });

describe('RegistryClient', () => {
  let server: http.Server;
  let handler: Handler;
  let asked: string[];
  let registry: string;

  beforeAll(async () => {
    server = http.createServer((req, res) => {
      asked.push(`${req.method} ${req.url}`);
      handler(req, res);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    registry = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const place = () => ({ registry, repository: 'acme/shop' });
  const client = (options: RegistryClientOptions = {}) =>
    new RegistryClient({ sleep: async () => undefined, ...options });
  const answer =
    (status: number, body: string | Buffer = '', headers = {}): Handler =>
    (_req, res) => {
      res.writeHead(status, headers).end(body);
    };
  const routes =
    (table: Record<string, Handler>): Handler =>
    (req, res) =>
      (table[req.url ?? ''] ?? answer(404))(req, res);

  it('reads a manifest by tag and tells the digest of its bytes', async () => {
    handler = answer(200, manifest);
    const found = await client().getManifest(place(), '1.0');
    expect(found.digest).toBe(subject);
    expect(found.content).toMatchObject({
      kind: 'manifest',
      layers: [{ digest: digestOf(layer) }],
    });
  });

  it('refuses bytes that are not what the digest says', async () => {
    handler = answer(200, 'something else');
    await expect(client().getManifest(place(), subject)).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
    });
    await expect(client().getBlob(place(), subject)).rejects.toMatchObject({
      code: 'DIGEST_MISMATCH',
    });
  });

  it.each([
    [401, 'DENIED'],
    [403, 'DENIED'],
    [404, 'NOT_FOUND'],
    [429, 'RATE_LIMITED'],
    [503, 'UNREACHABLE'],
    [418, 'MALFORMED'],
  ])('tells a %i as %s', async (status, code) => {
    handler = answer(status);
    await expect(client().getManifest(place(), '1.0')).rejects.toMatchObject({
      code,
    });
  });

  it('tells a lost connection as unreachable, after the retries', async () => {
    handler = req => req.socket.destroy();
    await expect(
      client({ limits: { retries: 2 } }).getManifest(place(), '1.0'),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' });
    expect(asked).toHaveLength(3);
  });

  it('waits as long as Retry-After says, and no longer than allowed', async () => {
    const slept: number[] = [];
    handler = (req, res) =>
      asked.length === 1
        ? answer(429, '', { 'retry-after': '7' })(req, res)
        : answer(200, manifest)(req, res);
    await client({
      sleep: async ms => {
        slept.push(ms);
      },
    }).getManifest(place(), '1.0');
    expect(slept).toEqual([7000]);

    asked = [];
    handler = answer(429, '', { 'retry-after': '3600' });
    await expect(client().getManifest(place(), '1.0')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    expect(asked).toHaveLength(1);
  });

  it('stops reading at the limit', async () => {
    handler = (_req, res) => {
      const more = () => {
        while (res.write(Buffer.alloc(65_536)));
        res.once('drain', more);
      };
      res.on('close', () => res.removeAllListeners('drain'));
      more();
    };
    await expect(
      client({ limits: { blobBytes: 100_000 } }).getBlob(place(), subject),
    ).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
  });

  it('gives up on a body that never ends', async () => {
    handler = (_req, res) => {
      res.write('a little');
    };
    await expect(
      client({ limits: { requestMs: 100, retries: 0 } }).getBlob(
        place(),
        subject,
      ),
    ).rejects.toMatchObject({ code: 'UNREACHABLE' });
  });

  it.each([
    ['nonsense', 'no json'],
    ['a list', '[]'],
    [
      'a wrong digest',
      index([{ mediaType: 'x', digest: 'sha256:1', size: 1 }]),
    ],
    ['a negative size', index([{ mediaType: 'x', digest: subject, size: -1 }])],
    ['another schema', JSON.stringify({ schemaVersion: 1 })],
  ])('calls %s malformed', async (_name, body) => {
    handler = answer(200, body);
    await expect(client().getManifest(place(), '1.0')).rejects.toMatchObject({
      code: 'MALFORMED',
    });
  });

  describe('tokens', () => {
    const withToken =
      (realm: () => string): Handler =>
      (req, res) => {
        if (req.url?.startsWith('/token')) {
          answer(200, JSON.stringify({ token: 'T' }))(req, res);
        } else if (req.headers.authorization === 'Bearer T') {
          answer(200, manifest)(req, res);
        } else {
          answer(401, '', {
            'www-authenticate': `Bearer realm="${realm()}",service="s",scope="repository:acme/shop:pull,push,delete"`,
          })(req, res);
        }
      };

    it('asks the realm once, for pulling only, and keeps the token', async () => {
      handler = withToken(() => `http://${registry}/token`);
      const reader = client();
      await reader.getManifest(place(), '1.0');
      await reader.getManifest(place(), '1.1');
      expect(asked).toEqual([
        'GET /v2/acme/shop/manifests/1.0',
        'GET /token?service=s&scope=repository%3Aacme%2Fshop%3Apull',
        'GET /v2/acme/shop/manifests/1.0',
        'GET /v2/acme/shop/manifests/1.1',
      ]);
    });

    it('does not follow the registry to a realm of somebody else', async () => {
      handler = withToken(() => 'http://169.254.169.254/token');
      await expect(
        client({
          credentials: async () => ({ username: 'u', password: 'p' }),
        }).getManifest(place(), '1.0'),
      ).rejects.toMatchObject({
        code: 'DENIED',
        message: expect.stringContaining('169.254.169.254'),
      });
    });

    it('never shows what the realm said', async () => {
      handler = (req, res) =>
        req.url?.startsWith('/token')
          ? answer(200, '{"secret": "hunter2"}')(req, res)
          : withToken(() => `http://${registry}/token`)(req, res);
      await expect(client().getManifest(place(), '1.0')).rejects.toMatchObject({
        code: 'MALFORMED',
        message: expect.not.stringContaining('hunter2'),
      });
    });
  });

  describe('redirects', () => {
    it('leave credentials behind when the origin changes', async () => {
      let seen: string | undefined = 'not asked';
      const other = http.createServer((req, res) => {
        seen = req.headers.authorization;
        res.end(layer);
      });
      await new Promise<void>(resolve => {
        other.listen(0, '127.0.0.1', resolve);
      });
      const { port } = other.address() as AddressInfo;
      handler = (req, res) =>
        req.headers.authorization
          ? answer(307, '', { location: `http://127.0.0.1:${port}/blob` })(
              req,
              res,
            )
          : answer(401, '', { 'www-authenticate': 'Basic' })(req, res);
      const bytes = await client({
        credentials: async () => ({ username: 'u', password: 'p' }),
      }).getBlob(place(), digestOf(layer));
      other.close();
      expect(bytes.equals(layer)).toBe(true);
      expect(seen).toBeUndefined();
    });

    it.each(['file:///etc/passwd', 'gopher://x/', 'http://u:p@127.0.0.1/', ''])(
      'are not followed to %s',
      async location => {
        handler = answer(302, '', location ? { location } : {});
        await expect(client().getBlob(place(), subject)).rejects.toMatchObject({
          code: 'MALFORMED',
        });
      },
    );

    it('are not followed from outside into a private network', async () => {
      const outside: typeof fetch = async () =>
        new Response(undefined, {
          status: 302,
          headers: { location: 'https://10.0.0.1/admin' },
        });
      await expect(
        client({ fetch: outside }).getBlob(
          { registry: 'r.example', repository: 'a' },
          subject,
        ),
      ).rejects.toMatchObject({ code: 'MALFORMED' });
    });

    it('end after a few', async () => {
      handler = answer(302, '', { location: '/again' });
      await expect(client().getBlob(place(), subject)).rejects.toMatchObject({
        code: 'LIMIT_EXCEEDED',
      });
      expect(asked).toHaveLength(6);
    });
  });

  describe('referrers', () => {
    const one = {
      mediaType: 'a/b',
      digest: digestOf(Buffer.from('1')),
      size: 1,
    };
    const two = {
      mediaType: 'a/b',
      digest: digestOf(Buffer.from('2')),
      size: 1,
    };
    const api = `/v2/acme/shop/referrers/${subject}`;
    const tag = `/v2/acme/shop/manifests/${subject.replace(':', '-')}`;

    it('come from every page of the API', async () => {
      handler = routes({
        [api]: answer(200, index([one]), { link: `<${api}?n=1>; rel="next"` }),
        [`${api}?n=1`]: answer(200, index([two])),
      });
      expect(await client().listReferrers(place(), subject)).toEqual([
        one,
        two,
      ]);
    });

    it.each([404, 400, 405])(
      'come from the fallback tag where the API answers %i',
      async status => {
        handler = routes({
          [api]: answer(status),
          [tag]: answer(200, index([one])),
        });
        expect(await client().listReferrers(place(), subject)).toEqual([one]);
      },
    );

    it('come from the tag too where a new API has nothing yet', async () => {
      handler = routes({
        [api]: answer(200, index(null)),
        [tag]: answer(200, index([two])),
      });
      expect(await client().listReferrers(place(), subject)).toEqual([two]);
    });

    it('are none only when both places say so', async () => {
      handler = routes({ [api]: answer(404), [tag]: answer(404) });
      expect(await client().listReferrers(place(), subject)).toEqual([]);

      handler = routes({ [api]: answer(404), [tag]: answer(403) });
      await expect(
        client().listReferrers(place(), subject),
      ).rejects.toMatchObject({ code: 'DENIED' });
    });

    it('end at the limit of pages, and never lead elsewhere', async () => {
      handler = answer(200, index([one]), { link: `<${api}>; rel="next"` });
      await expect(
        client({ limits: { pages: 3 } }).listReferrers(place(), subject),
      ).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });

      handler = answer(200, index([one]), {
        link: '<https://evil.example/v2/x>; rel="next"',
      });
      await expect(
        client().listReferrers(place(), subject),
      ).rejects.toMatchObject({ code: 'MALFORMED' });
    });
  });

  it('asks nothing twice that it knows by digest', async () => {
    handler = routes({
      [`/v2/acme/shop/manifests/${subject}`]: answer(200, manifest),
      [`/v2/acme/shop/blobs/${digestOf(layer)}`]: answer(200, layer),
    });
    const reader = client({ cache: new MemoryCache({ maxBytes: 1_000_000 }) });
    for (let i = 0; i < 3; i += 1) {
      await reader.getManifest(place(), subject);
      await reader.getBlob(place(), digestOf(layer));
    }
    expect(reader.cost.requests).toBe(2);
    expect(reader.cost.bytes).toBe(manifest.length + layer.length);
  });
});
