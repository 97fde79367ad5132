import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// The package's index loads nock, which replaces `fetch` for the whole process.
import { tufHandlers } from '@tufjs/repo-mock/dist/handler';
import { initializeTUFRepo, TUFRepo } from '@tufjs/repo-mock/dist/repo';
import { publicGoodSeed } from './publicGoodRoot';
import {
  githubDomain,
  publicGood,
  TrustDomainSource,
} from './TrustDomainSource';
import { TrustDomainStore, TrustDomainStoreOptions } from './TrustDomainStore';

const day = 24 * 3_600_000;
const pem = generateKeyPairSync('ed25519')
  .publicKey.export({ format: 'pem', type: 'spki' })
  .toString();
const keys: TrustDomainSource = {
  name: 'release-key',
  signers: 'keys',
  keys: [{ name: 'release', pem }],
};
const noNetwork = async () => {
  throw new Error('no network');
};

describe('TrustDomainStore', () => {
  let directory: string;
  let now: Date;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'image-trust-roots-'));
    now = new Date('2026-06-01T00:00:00Z');
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const load = (
    sources: TrustDomainSource[],
    options: Partial<TrustDomainStoreOptions> = {},
  ) =>
    TrustDomainStore.load({
      sources,
      directory,
      now: () => now,
      fetchRoot: noNetwork,
      ...options,
    });

  it('starts without network from the seed, and says that it is stale', async () => {
    const { domains, unreadable } = (await load([publicGood])).current;
    expect(unreadable).toEqual([]);
    expect(domains).toMatchObject([
      { name: 'public-good', root: { from: 'seed', stale: true } },
    ]);
  });

  it('keeps the last good root over restarts and outages, and says when it grows stale', async () => {
    const online = await load([publicGood], {
      fetchRoot: async () => publicGoodSeed(),
    });
    expect(await online.refresh()).toEqual([]);
    expect(online.current.domains[0].root).toEqual({
      from: 'mirror',
      asOf: now,
      stale: false,
    });

    const fetchedAt = now;
    now = new Date(now.getTime() + day);
    const offline = await load([publicGood]);
    expect(offline.current.domains[0].root).toEqual({
      from: 'last-good',
      asOf: fetchedAt,
      stale: false,
    });

    now = new Date(now.getTime() + 2 * day);
    expect(await offline.refresh()).toMatchObject([
      { name: 'public-good', code: 'ROOT_UNREADABLE' },
    ]);
    expect(offline.current).toMatchObject({
      domains: [{ root: { from: 'last-good', stale: true } }],
      unreadable: [],
    });
  });

  it('neither uses nor keeps a root that is none', async () => {
    const store = await load([publicGood], { fetchRoot: async () => ({}) });
    expect(await store.refresh()).toMatchObject([{ code: 'ROOT_INVALID' }]);
    expect(store.current.domains).toMatchObject([{ root: { from: 'seed' } }]);
    expect(await readdir(directory)).toEqual([]);
  });

  it('takes a damaged last good root for none', async () => {
    const file = join(directory, 'public-good.trusted-root.json');
    for (const content of [
      'half a fi',
      JSON.stringify({
        mirror: 'https://tuf-repo-cdn.sigstore.dev',
        fetchedAt: now,
        trustedRoot: { mediaType: 'other' },
      }),
      JSON.stringify({
        mirror: 'https://other.example',
        fetchedAt: now,
        trustedRoot: publicGoodSeed(),
      }),
    ]) {
      await writeFile(file, content);
      const { domains } = (await load([publicGood])).current;
      expect(domains).toMatchObject([{ root: { from: 'seed' } }]);
    }
  });

  it('reports what can not be read, and uses the rest', async () => {
    const { domains, unreadable } = (
      await load([
        githubDomain({ initialRoot: join(directory, 'absent.json') }),
        keys,
        {
          name: 'air-gapped',
          signers: 'certificates',
          root: { from: 'file', path: join(directory, 'absent.json') },
        },
        {
          name: 'lost-key',
          signers: 'keys',
          keys: [{ name: 'a', path: join(directory, 'absent.pub') }],
        },
        keys,
      ])
    ).current;
    expect(domains.map(({ name }) => name)).toEqual(['release-key']);
    expect(unreadable).toMatchObject([
      { name: 'github', code: 'ROOT_UNREADABLE' },
      { name: 'air-gapped', code: 'ROOT_UNREADABLE' },
      { name: 'lost-key', code: 'KEY_INVALID' },
      { name: 'release-key', code: 'NAME_INVALID' },
    ]);
  });

  it('reads files, and reads them again when refreshed', async () => {
    const path = join(directory, 'root.json');
    const keyPath = join(directory, 'key.pub');
    await writeFile(path, '{}');
    await writeFile(keyPath, pem);
    const store = await load([
      { name: 'a', signers: 'certificates', root: { from: 'file', path } },
      { name: 'b', signers: 'keys', keys: [{ name: 'k', path: keyPath }] },
    ]);
    expect(store.current).toMatchObject({
      domains: [{ name: 'b' }],
      unreadable: [{ name: 'a', code: 'ROOT_INVALID' }],
    });
    await writeFile(path, JSON.stringify(publicGoodSeed()));
    expect(await store.refresh()).toEqual([]);
    expect(store.current).toMatchObject({
      domains: [{ name: 'a', root: { from: 'file', stale: false } }, {}],
      unreadable: [],
    });
  });

  it('refreshes in the background until it is stopped', async () => {
    const store = await load([publicGood], { fetchRoot: noNetwork });
    let stop = () => {};
    const failures = await new Promise(resolve => {
      stop = store.start({ everyMs: 3_600_000, onFailure: resolve });
    });
    stop();
    expect(failures).toMatchObject([{ code: 'ROOT_UNREADABLE' }]);
  });

  describe('with a TUF mirror', () => {
    let server: http.Server;
    let repository: TUFRepo;
    let mirrorUrl: string;
    let initialRoot: string;
    /** Answers in the mirror's place. */
    let instead: http.RequestListener | undefined;

    beforeEach(async () => {
      repository = initializeTUFRepo([
        {
          name: 'trusted_root.json',
          content: JSON.stringify(publicGoodSeed()),
        },
      ]);
      const handlers = tufHandlers(repository, { metadataPathPrefix: '' });
      instead = undefined;
      server = http.createServer(async (request, response) => {
        if (instead) {
          instead(request, response);
          return;
        }
        const handler = handlers.find(({ path }) => path === request.url);
        const answer = await handler?.fn();
        response.writeHead(answer?.statusCode ?? 404).end(answer?.response);
      });
      await new Promise<void>(resolve => {
        server.listen(0, '127.0.0.1', resolve);
      });
      const { port } = server.address() as AddressInfo;
      mirrorUrl = `http://127.0.0.1:${port}`;
      initialRoot = join(directory, 'root.json');
      await writeFile(
        initialRoot,
        JSON.stringify(repository.rootMeta.toJSON()),
      );
    });
    afterEach(() => {
      server.closeAllConnections();
      server.close();
    });

    const loadMirror = () =>
      TrustDomainStore.load({
        sources: [
          {
            name: 'private',
            signers: 'certificates',
            root: { from: 'tuf', mirrorUrl, initialRoot },
          },
        ],
        directory,
        now: () => now,
        timeoutMs: 1000,
      });

    const answering =
      (status: number): http.RequestListener =>
      (_, response) =>
        response.writeHead(status).end();

    it.each<[string, http.RequestListener]>([
      ['down', request => request.socket.destroy()],
      ['slow', () => {}],
      ['401', answering(401)],
      ['403', answering(403)],
      ['429', answering(429)],
      ['500', answering(500)],
    ])(
      'goes on with what it knew when the mirror fails, and knows nothing before: %s',
      async (_, listener) => {
        instead = listener;
        expect((await loadMirror()).current).toMatchObject({
          domains: [],
          unreadable: [{ name: 'private', code: 'ROOT_UNREADABLE' }],
        });

        instead = undefined;
        const store = await loadMirror();
        instead = listener;
        expect(await store.refresh()).toMatchObject([
          { name: 'private', code: 'ROOT_UNREADABLE' },
        ]);
        expect(store.current).toMatchObject({
          domains: [{ name: 'private', root: { stale: false } }],
          unreadable: [],
        });
      },
      30_000,
    );

    it('fetches its root, and goes on with the last good one when the mirror is down', async () => {
      const store = await loadMirror();
      expect(store.current).toMatchObject({
        domains: [{ name: 'private', root: { from: 'mirror', stale: false } }],
        unreadable: [],
      });
      server.closeAllConnections();
      server.close();
      expect((await loadMirror()).current).toMatchObject({
        domains: [{ root: { from: 'last-good' } }],
      });
    });

    it('refuses a mirror that another root signed', async () => {
      const other = initializeTUFRepo([]);
      await writeFile(initialRoot, JSON.stringify(other.rootMeta.toJSON()));
      expect((await loadMirror()).current).toMatchObject({
        domains: [],
        unreadable: [{ name: 'private', code: 'ROOT_UNREADABLE' }],
      });
    });
  });
});
