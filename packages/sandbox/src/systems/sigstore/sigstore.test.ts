import {
  DSSEBundleBuilder,
  FulcioSigner,
  MessageSignatureBundleBuilder,
  RekorWitness,
  TSAWitness,
} from '@sigstore/sign';
import { Bundle, bundleToJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { initTUF } from '@sigstore/tuf';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { Pkcs10CertificateRequestGenerator } from '@peculiar/x509';
import {
  createSign,
  generateKeyPairSync,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SigstoreStandIn, startSigstore } from './startSigstore';

const clientSecret = 'the secret of the pipeline';
const people = [{ email: 'kim@meridian.example', password: 'secret of kim' }];
const run = {
  repository: 'meridian/quote-api',
  sha: 'c0'.repeat(20),
  run_id: 'quote-api-c0c0c0c0c0c0',
  run_url: 'http://localhost:7015/runs/quote-api-c0c0c0c0c0c0',
};
const artifact = Buffer.from('an artifact');
const statement = Buffer.from(
  JSON.stringify({ _type: 'https://in-toto.io/Statement/v1' }),
);

describe('the Sigstore stand-in', () => {
  let directory: string;
  let sigstore: SigstoreStandIn;
  let now: Date;

  const start = async (port?: number) => {
    sigstore = await startSigstore({
      directory: join(directory, 'state'),
      port,
      gitServer: 'http://localhost:7010',
      clientSecret,
      people,
      now: () => now,
    });
  };
  const call = async (path: string, body?: unknown, headers = {}) => {
    const answer = await fetch(`${sigstore.url}${path}`, {
      ...(body !== undefined && {
        method: 'POST',
        body: JSON.stringify(body),
      }),
      headers: { 'content-type': 'application/json', ...headers },
    });
    const text = await answer.text();
    return { answer, status: answer.status, text };
  };
  const json = async (path: string, body?: unknown, headers = {}) => {
    const { text, ...rest } = await call(path, body, headers);
    return { ...rest, body: JSON.parse(text) };
  };
  const bearer = { authorization: `Bearer ${clientSecret}` };
  const basic = (email: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${email}:${password}`).toString(
      'base64',
    )}`,
  });
  const runToken = async (options = {}): Promise<string> =>
    (await json('/oidc/token', { run, ...options }, bearer)).body.value;

  const signer = (getToken: () => Promise<string> = runToken) =>
    new FulcioSigner({
      fulcioBaseURL: sigstore.url,
      identityProvider: { getToken },
    });
  const rekor = (
    options: Partial<ConstructorParameters<typeof RekorWitness>[0]> = {},
  ) => new RekorWitness({ rekorBaseURL: sigstore.url, ...options });
  const tsa = () => new TSAWitness({ tsaBaseURL: sigstore.url });
  const signMessage = (
    witnesses: (RekorWitness | TSAWitness)[] = [rekor()],
    getToken?: () => Promise<string>,
  ) =>
    new MessageSignatureBundleBuilder({
      signer: signer(getToken),
      witnesses,
    }).create({ data: artifact });
  const signStatement = (witnesses: (RekorWitness | TSAWitness)[]) =>
    new DSSEBundleBuilder({
      signer: signer(),
      witnesses,
      certificateChain: false,
    }).create({ data: statement, type: 'application/vnd.in-toto+json' });

  const tuf = (cache = 'tuf-cache') =>
    initTUF({
      mirrorURL: sigstore.tufMirror,
      rootPath: sigstore.tufRootFile,
      cachePath: join(directory, cache),
      timeout: 2_000,
    });
  const verify = async (bundle: Bundle, thresholds = {}) => {
    const client = await tuf();
    const root = JSON.parse(await client.getTarget('trusted_root.json'));
    const verifier = new Verifier(toTrustMaterial(TrustedRoot.fromJSON(root)), {
      ctlogThreshold: 1,
      tlogThreshold: 1,
      timestampThreshold: 1,
      ...thresholds,
    });
    return verifier.verify(
      toSignedEntity(
        bundle,
        bundle.content.$case === 'messageSignature' ? artifact : undefined,
      ),
    );
  };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'sigstore-'));
    now = new Date();
    await start();
  });
  afterEach(async () => {
    await sigstore.close();
    rmSync(directory, { recursive: true });
  });

  describe('with the clients of sigstore-js, trust from the TUF mirror', () => {
    it('signs a message, in Rekor v1 and v2', async () => {
      const { identity } = await verify(await signMessage());
      expect(identity?.subjectAlternativeName).toBe(
        'http://localhost:7010/meridian/quote-api/.gitea/workflows/ci.yaml@refs/heads/main',
      );
      await verify(await signMessage([rekor({ majorApiVersion: 2 }), tsa()]));
      await verify(await signMessage([rekor(), tsa()]), {
        timestampThreshold: 2,
      });
    });

    it('signs a statement, as every kind of entry that they write', async () => {
      const kinds = [];
      for (const witnesses of [
        [rekor({ entryType: 'dsse' })],
        [rekor({ entryType: 'intoto' })],
        [rekor({ majorApiVersion: 2 }), tsa()],
      ]) {
        const bundle = await signStatement(witnesses);
        await verify(bundle);
        kinds.push(bundle.verificationMaterial.tlogEntries[0].kindVersion);
      }
      expect(kinds).toEqual([
        { kind: 'dsse', version: '0.0.1' },
        { kind: 'intoto', version: '0.0.2' },
        { kind: 'dsse', version: '0.0.2' },
      ]);
    });

    it('certifies people, too', async () => {
      const [{ email, password }] = people;
      const token = async () =>
        (await json('/oidc/token', {}, basic(email, password))).body.id_token;
      const { identity } = await verify(await signMessage(undefined, token));
      expect(identity).toMatchObject({
        subjectAlternativeName: email,
        extensions: { issuer: sigstore.url },
      });
    });

    it('finds where to sign in the signing config', async () => {
      const client = await tuf();
      const config = JSON.parse(
        await client.getTarget('signing_config.v0.2.json'),
      );
      expect(config).toMatchObject({
        caUrls: [{ url: sigstore.url, majorApiVersion: 1 }],
        rekorTlogUrls: [{ majorApiVersion: 2 }, { majorApiVersion: 1 }],
        tsaUrls: [{ url: `${sigstore.url}/api/v1/timestamp` }],
      });
    });
  });

  it('goes on after a restart: trust, logs and old signatures', async () => {
    const before = [
      await signMessage(),
      await signMessage([rekor({ majorApiVersion: 2 }), tsa()]),
    ];
    const port = Number(new URL(sigstore.url).port);
    const { body: log } = await json('/api/v1/log');
    await sigstore.close();
    await start(port);

    expect((await json('/api/v1/log')).body).toMatchObject({
      treeID: log.treeID,
      treeSize: 1,
      rootHash: log.rootHash,
    });
    for (const bundle of before) await verify(bundle);
    await verify(await signMessage());
    const fetched = await json('/api/v1/log/entries?logIndex=0');
    expect(Object.keys(fetched.body)).toHaveLength(1);
    expect(fetched.body).toMatchObject(
      Object.fromEntries(
        Object.keys(fetched.body).map(uuid => [
          uuid,
          { verification: { inclusionProof: { treeSize: 2 } } },
        ]),
      ),
    );
  });

  it('publishes another trusted root under the same first root when its address changes', async () => {
    await tuf();
    await sigstore.close();
    await start();
    const root = JSON.parse(
      await (await tuf('another-cache')).getTarget('trusted_root.json'),
    );
    expect(root.certificateAuthorities[0].uri).toBe(sigstore.url);
  });

  describe('Fulcio', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
    });
    const subject = 'repo:meridian/quote-api:ref:refs/heads/main';
    const proofFor = (proven: string) => ({
      publicKey: {
        algorithm: 'ECDSA',
        content: publicKey.export({ format: 'pem', type: 'spki' }),
      },
      proofOfPossession: createSign('sha256')
        .update(proven)
        .sign(privateKey, 'base64'),
    });
    const request = (token: string, proven = subject) =>
      json('/api/v2/signingCert', {
        credentials: { oidcIdentityToken: token },
        publicKeyRequest: proofFor(proven),
      });
    const unauthenticated = {
      status: 401,
      body: {
        code: 16,
        message: 'There was an error processing the identity token',
        details: [],
      },
    };

    it('writes who ran what into the certificate', async () => {
      const { status, body } = await request(await runToken());
      expect(status).toBe(200);
      const { certificates } = body.signedCertificateEmbeddedSct.chain;
      expect(certificates).toHaveLength(3);
      const bundle = (await json('/api/v2/trustBundle')).body;
      expect(bundle).toEqual({
        chains: [{ certificates: certificates.slice(1) }],
      });
    });

    it('takes the token from the header, where cosign has it', async () => {
      const ask = async (authorization: string) =>
        json(
          '/api/v2/signingCert',
          { publicKeyRequest: proofFor(subject) },
          { authorization },
        );
      expect((await ask(`Bearer ${await runToken()}`)).status).toBe(200);
      expect(await ask('Bearer no.token')).toMatchObject(unauthenticated);
      expect(await ask('')).toMatchObject(unauthenticated);
    });

    it('refuses tokens of others, for others, and expired ones', async () => {
      expect(await request('no token')).toMatchObject(unauthenticated);
      const token = await runToken();
      expect(await request(`${token}x`)).toMatchObject(unauthenticated);
      expect(
        await request(await runToken({ audience: 'other' })),
      ).toMatchObject(unauthenticated);
      now = new Date(now.getTime() + 11 * 60_000);
      expect(await request(token)).toMatchObject(unauthenticated);
    });

    it('takes a signing request, which proves the key by itself', async () => {
      const algorithm = {
        name: 'ECDSA',
        namedCurve: 'P-256',
        hash: 'SHA-256',
      };
      const keys = (await webcrypto.subtle.generateKey(algorithm, true, [
        'sign',
        'verify',
      ])) as CryptoKeyPair;
      const csr = await Pkcs10CertificateRequestGenerator.create({
        keys,
        signingAlgorithm: algorithm,
      });
      const ask = async (pem: string) =>
        json('/api/v2/signingCert', {
          credentials: { oidcIdentityToken: await runToken() },
          certificateSigningRequest: Buffer.from(pem).toString('base64'),
        });
      const { body } = await ask(csr.toString('pem'));
      const [leaf] = body.signedCertificateEmbeddedSct.chain.certificates;
      expect(
        new X509Certificate(leaf).publicKey.export({ format: 'jwk' }),
      ).toMatchObject({
        x: (await webcrypto.subtle.exportKey('jwk', keys.publicKey)).x,
      });
      expect(await ask('no request')).toMatchObject({
        status: 400,
        body: {
          code: 3,
          message: 'The certificate signing request could not be parsed',
        },
      });
    });

    it('refuses who does not hold the key', async () => {
      expect(await request(await runToken(), 'another subject')).toMatchObject({
        status: 400,
        body: {
          code: 3,
          message:
            'The signature supplied in the request could not be verified',
        },
      });
      const withoutKey = {
        credentials: { oidcIdentityToken: await runToken() },
      };
      expect(await json('/api/v2/signingCert', withoutKey)).toMatchObject({
        status: 400,
        body: { code: 3 },
      });
      expect(await json('/api/v2/signingCert', {})).toMatchObject(
        unauthenticated,
      );
    });
  });

  describe('tokens', () => {
    it('are given to who has the secret', async () => {
      expect(await json('/oidc/token', { run })).toMatchObject({
        status: 401,
        body: { error: 'invalid_client' },
      });
      const wrong = { authorization: 'Bearer guess' };
      expect((await json('/oidc/token', { run }, wrong)).status).toBe(401);
      expect(
        (await json('/oidc/token', {}, basic(people[0].email, 'guess'))).status,
      ).toBe(401);
    });

    it('need a repository and a commit', async () => {
      expect(
        await json('/oidc/token', { run: { repository: 'x' } }, bearer),
      ).toMatchObject({
        status: 400,
        body: { error: 'invalid_request' },
      });
    });

    it('can be checked with the published keys', async () => {
      const { body } = await json('/.well-known/openid-configuration');
      expect(body.issuer).toBe(sigstore.url);
      const { keys } = await (await fetch(body.jwks_uri)).json();
      expect(keys).toMatchObject([{ kty: 'RSA', alg: 'RS256', use: 'sig' }]);
      expect(keys[0].d).toBeUndefined();
    });
  });

  describe('Rekor', () => {
    const entryOf = async () => {
      const bundle = bundleToJSON(await signMessage());
      const [{ canonicalizedBody }] = bundle.verificationMaterial.tlogEntries;
      return JSON.parse(Buffer.from(canonicalizedBody, 'base64').toString());
    };

    it('knows an entry by UUID and index, and takes it once', async () => {
      const proposal = await entryOf();
      const again = await json('/api/v1/log/entries', proposal);
      expect(again).toMatchObject({ status: 409, body: { code: 409 } });
      const location = again.answer.headers.get('location')!;
      expect(location).toMatch(/^\/api\/v1\/log\/entries\/[0-9a-f]{80}$/);
      const uuid = location.split('/').pop()!;
      const logged = { [uuid]: { logIndex: 0, body: expect.any(String) } };
      expect((await json(location)).body).toMatchObject(logged);
      expect((await json('/api/v1/log/entries?logIndex=0')).body).toMatchObject(
        logged,
      );
      expect(
        (await json('/api/v1/log/entries/retrieve', { entryUUIDs: [uuid] }))
          .body,
      ).toMatchObject([logged]);
      expect((await json('/api/v1/log/entries?logIndex=7')).status).toBe(404);
      expect((await call('/api/v1/log/publicKey')).text).toMatch(
        /^-----BEGIN PUBLIC KEY-----/,
      );
    });

    it('logs no signature that does not verify', async () => {
      const proposal = await entryOf();
      proposal.spec.data.hash.value = '00'.repeat(32);
      expect(await json('/api/v1/log/entries', proposal)).toMatchObject({
        status: 400,
        body: {
          code: 400,
          message: expect.stringContaining('invalid signature'),
        },
      });
      proposal.apiVersion = '0.0.9';
      expect((await json('/api/v1/log/entries', proposal)).status).toBe(400);
      expect((await json('/api/v1/log')).body.treeSize).toBe(1);
    });

    it('has a checkpoint in version 2', async () => {
      await signMessage([rekor({ majorApiVersion: 2 }), tsa()]);
      expect((await call('/api/v2/checkpoint')).text).toMatch(
        /^127\.0\.0\.1\n1\n\S+\n\n\u2014 127\.0\.0\.1 \S+\n$/,
      );
      expect(await json('/api/v2/log/entries', {})).toMatchObject({
        status: 400,
        body: { code: 3 },
      });
    });
  });

  it('answers faults', async () => {
    sigstore.faults.add({ kind: 'status', status: 503, path: '/tuf/**' });
    expect(await json('/tuf/timestamp.json')).toMatchObject({
      status: 503,
      body: { code: 503 },
    });
    expect((await call('/api/v1/log')).status).toBe(200);
  });

  it('shows a person what was logged', async () => {
    await signMessage();
    await signMessage([rekor({ majorApiVersion: 2 }), tsa()]);
    expect((await call('/')).text).toContain('<a href="/log/0">0</a>');
    for (const path of ['/log/0', '/log/v2/0']) {
      const { text } = await call(path);
      expect(text).toContain('meridian/quote-api/.gitea/workflows/ci.yaml');
      expect(text).toContain('hashedrekord');
    }
    expect((await call('/log/9')).status).toBe(404);
  });
});
