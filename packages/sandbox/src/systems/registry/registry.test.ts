import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandIn } from '../../StandIn';
import { digestOf } from './digest';
import { imageResolver } from './imageResolver';
import { RegistryOptions, startRegistry } from './index';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const basic = (user: string) =>
  `Basic ${Buffer.from(`${user}:secret of ${user}`).toString('base64')}`;

describe('registry', () => {
  let directory: string;
  let registry: StandIn;

  const start = async (options: Partial<RegistryOptions> = {}) => {
    registry = await startRegistry({ directory, ...options });
  };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(path.startsWith('http') ? path : `${registry.url}${path}`, init);

  async function pushBlob(content: string, headers = {}) {
    const bytes = Buffer.from(content);
    const started = await call('/v2/a/web/blobs/uploads/', {
      method: 'POST',
      headers,
    });
    const location = started.headers.get('location');
    await call(`${location}&digest=${digestOf(bytes)}`, {
      method: 'PUT',
      headers,
      body: bytes,
    });
    return { digest: digestOf(bytes), size: bytes.length };
  }

  async function pushImage(
    tag: string,
    { headers = {}, ...extra }: Record<string, unknown> = {},
  ) {
    const config = await pushBlob('{}', headers as {});
    const layer = await pushBlob('a layer', headers as {});
    const body = JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: {
        mediaType: 'application/vnd.oci.image.config.v1+json',
        ...config,
      },
      layers: [
        { mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer },
      ],
      ...extra,
    });
    const answer = await call(`/v2/a/web/manifests/${tag}`, {
      method: 'PUT',
      headers: { 'content-type': manifestType, ...(headers as {}) },
      body,
    });
    return { answer, body, digest: digestOf(Buffer.from(body)) };
  }

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'registry-'));
  });

  afterEach(async () => {
    await registry.close();
    rmSync(directory, { recursive: true });
  });

  it('knows images, tags and unfinished uploads after a restart', async () => {
    await start();
    const { digest, body } = await pushImage('1.0.0');
    const upload = await call('/v2/a/web/blobs/uploads/', { method: 'POST' });
    const chunk = await call(upload.headers.get('location')!, {
      method: 'PATCH',
      body: 'first, ',
    });
    const { pathname, search } = new URL(chunk.headers.get('location')!);
    await registry.close();
    await start();

    const pulled = await call('/v2/a/web/manifests/1.0.0', {
      headers: { accept: manifestType },
    });
    expect(pulled.headers.get('docker-content-digest')).toBe(digest);
    expect(await pulled.text()).toBe(body);
    const whole = Buffer.from('first, second');
    const finished = await call(
      `${pathname}${search}&digest=${digestOf(whole)}`,
      { method: 'PUT', body: 'second' },
    );
    expect(finished.status).toBe(201);
    expect(
      await (await call(`/v2/a/web/blobs/${digestOf(whole)}`)).text(),
    ).toBe('first, second');
  });

  it('lists repositories page by page', async () => {
    await start();
    for (const name of ['b', 'a/x', 'c']) {
      const location = (
        await call(`/v2/${name}/blobs/uploads/`, { method: 'POST' })
      ).headers.get('location');
      await call(`${location}&digest=${digestOf(Buffer.from('x'))}`, {
        method: 'PUT',
        body: 'x',
      });
    }

    const first = await call('/v2/_catalog?n=2');
    expect(await first.json()).toEqual({ repositories: ['a/x', 'b'] });
    const next = /<(.*)>; rel="next"/.exec(first.headers.get('link')!)![1];
    expect(await (await call(next)).json()).toEqual({ repositories: ['c'] });
  });

  it('refuses an upload state that it did not give out', async () => {
    await start();
    const one = await call('/v2/a/web/blobs/uploads/', { method: 'POST' });
    const other = await call('/v2/a/web/blobs/uploads/', { method: 'POST' });
    const { pathname } = new URL(one.headers.get('location')!);
    const { search } = new URL(other.headers.get('location')!);

    const answer = await call(`${pathname}${search}`, { method: 'PATCH' });
    expect((await answer.json()).errors[0].code).toBe('BLOB_UPLOAD_INVALID');
  });

  describe('referrers API', () => {
    it('lists what refers to a digest, in order, and filters', async () => {
      await start({ referrers: true });
      const image = await pushImage('1.0.0');
      const subject = {
        mediaType: manifestType,
        digest: image.digest,
        size: image.body.length,
      };
      const first = await pushImage('sig', {
        subject,
        artifactType: 'application/vnd.example.signature',
        annotations: { by: 'ci' },
      });
      const second = await pushImage('sbom', { subject });

      expect(first.answer.headers.get('oci-subject')).toBe(image.digest);
      const all = await call(`/v2/a/web/referrers/${image.digest}`);
      expect(all.headers.get('content-type')).toBe(
        'application/vnd.oci.image.index.v1+json',
      );
      expect((await all.json()).manifests).toEqual([
        {
          mediaType: manifestType,
          digest: first.digest,
          size: first.body.length,
          annotations: { by: 'ci' },
          artifactType: 'application/vnd.example.signature',
        },
        {
          mediaType: manifestType,
          digest: second.digest,
          size: second.body.length,
          artifactType: 'application/vnd.oci.image.config.v1+json',
        },
      ]);
      const filtered = await call(
        `/v2/a/web/referrers/${image.digest}?artifactType=application/vnd.example.signature`,
      );
      expect(filtered.headers.get('oci-filters-applied')).toBe('artifactType');
      expect((await filtered.json()).manifests).toHaveLength(1);
    });

    it('answers null for none, as olareg does', async () => {
      await start({ referrers: true });
      const nobody = `/v2/a/web/referrers/sha256:${'0'.repeat(64)}`;

      expect((await (await call(nobody)).json()).manifests).toBeNull();
      expect(
        (await (await call(`${nobody}?artifactType=x`)).json()).manifests,
      ).toEqual([]);
    });
  });

  describe('access', () => {
    const users = [
      { username: 'ci', password: 'secret of ci', rights: ['pull', 'push'] },
      { username: 'ops', password: 'secret of ops', rights: ['pull'] },
    ] as const;
    const push = { method: 'POST' };

    async function tokenFor(user: string | undefined, actions: string) {
      const challenge = await call('/v2/a/web/blobs/uploads/', push);
      const header = challenge.headers.get('www-authenticate')!;
      const [, realm] = /realm="([^"]+)"/.exec(header)!;
      const answer = await call(`${realm}?scope=repository:a/web:${actions}`, {
        headers: user ? { authorization: basic(user) } : {},
      });
      return `Bearer ${(await answer.json()).token}`;
    }

    it('tells a client without credentials where to get a token', async () => {
      await start({ users, anonymousPull: true });

      const answer = await call('/v2/a/web/blobs/uploads/', push);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe(
        `Bearer realm="${registry.url}/token",service="${
          new URL(registry.url).host
        }",scope="repository:a/web:pull,push"`,
      );
      expect((await answer.json()).errors[0].code).toBe('UNAUTHORIZED');
      expect((await call('/v2/')).status).toBe(401);
    });

    it('gives a token the scopes that its user has, no more', async () => {
      await start({ users });

      const authorization = await tokenFor('ci', 'pull,push');
      const headers = { authorization };
      expect((await pushImage('1', { headers })).answer.status).toBe(201);

      const reader = { authorization: await tokenFor('ops', 'pull,push') };
      const read = await call('/v2/a/web/tags/list', { headers: reader });
      expect(read.status).toBe(200);
      const written = await call('/v2/a/web/blobs/uploads/', {
        ...push,
        headers: reader,
      });
      expect(written.status).toBe(401);
      expect(written.headers.get('www-authenticate')).toContain(
        'error="insufficient_scope"',
      );
    });

    it('takes Basic credentials as well, and denies by rights', async () => {
      await start({ users });
      const headers = (user: string) => ({ authorization: basic(user) });
      const upload = (user: string) =>
        call('/v2/a/web/blobs/uploads/', { ...push, headers: headers(user) });

      expect((await upload('ci')).status).toBe(202);
      const denied = await upload('ops');
      expect(denied.status).toBe(403);
      expect((await denied.json()).errors[0].code).toBe('DENIED');
      expect((await upload('nobody')).status).toBe(401);
    });

    it('lets everybody pull when told so, and nobody otherwise', async () => {
      await start({ users, anonymousPull: true });
      await pushImage('1', { headers: { authorization: basic('ci') } });
      expect((await call('/v2/a/web/tags/list')).status).toBe(200);
      const authorization = await tokenFor(undefined, 'pull');
      const withToken = { headers: { authorization } };
      expect((await call('/v2/a/web/tags/list', withToken)).status).toBe(200);
      await registry.close();

      await start({ users });
      expect((await call('/v2/a/web/tags/list')).status).toBe(401);
    });

    it('takes no token that ended or that another registry signed', async () => {
      let now = new Date('2026-11-24T10:00:00Z');
      await start({ users, now: () => now });
      const authorization = await tokenFor('ci', 'pull');
      const status = async (header: string) =>
        (await call('/v2/', { headers: { authorization: header } })).status;

      expect(await status(authorization)).toBe(200);
      expect(await status(`${authorization}x`)).toBe(401);
      now = new Date('2026-11-24T10:06:00Z');
      expect(await status(authorization)).toBe(401);
    });
  });

  it('answers faults in the error format of OCI', async () => {
    await start();
    registry.faults.add({
      kind: 'status',
      status: 429,
      retryAfter: 7,
      times: 1,
    });

    const answer = await call('/v2/a/web/tags/list');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('7');
    expect((await answer.json()).errors[0].code).toBe('TOOMANYREQUESTS');
    expect((await call('/v2/')).status).toBe(200);
  });

  it('shows a person what it holds', async () => {
    await start();
    const { digest } = await pushImage('1.0.0');

    const home = await (await call('/')).text();
    expect(home).toContain('<a href="/r/a/web">a/web</a>');
    const page = await (await call('/r/a/web')).text();
    expect(page).toContain(digest);
    expect(page).toContain('1.0.0');
    expect((await call('/r/nothing')).status).toBe(404);
  });

  describe('imageResolver', () => {
    it('finds the digest of a tag, and says what a kubelet would say otherwise', async () => {
      await start();
      const { digest } = await pushImage('1.0.0');
      const resolve = imageResolver({ 'localhost:7011': registry.url });

      expect(await resolve('localhost:7011/a/web:1.0.0')).toEqual({
        result: 'found',
        digest,
      });
      expect(await resolve(`localhost:7011/a/web:old@${digest}`)).toEqual({
        result: 'found',
        digest,
      });
      expect(await resolve('localhost:7011/a/web:2')).toEqual({
        result: 'failed',
        message:
          'Failed to pull image "localhost:7011/a/web:2": localhost:7011/a/web:2: not found',
      });
      expect(await resolve('quay.io/a/web:2')).toMatchObject({
        result: 'failed',
      });
      registry.faults.add({ kind: 'down' });
      expect(await resolve('localhost:7011/a/web:1.0.0')).toMatchObject({
        message: expect.stringContaining('cannot be reached'),
      });
    });
  });
});
