import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { createPublicKey, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBundles } from '../../cosign/findBundles';
import { predicateTypes } from '../../cosign/predicateTypes';
import { StandIn } from '../../StandIn';
import { startGitHost } from '../../systems/git-host';
import { GitHostClient } from '../../systems/pipeline/clients/GitHostClient';
import { listReferrers } from '../../systems/pipeline/clients/referrers';
import { RegistryClient } from '../../systems/pipeline/clients/RegistryClient';
import { Workspace } from '../../systems/pipeline/stages/Workspace';
import { startRegistry } from '../../systems/registry';
import { SigstoreStandIn, startSigstore } from '../../systems/sigstore';
import { emailOf, organization, people } from '../company';
import { GitOrganization } from '../GitOrganization';
import { TrustCaseName, trustCase, trustCases } from '../trustCases';
import { CaseImages } from './CaseImages';
import { TrustCasePublisher } from './TrustCasePublisher';

jest.setTimeout(60_000);

const token = 'a'.repeat(40);
const password = 'a password for tests';
const author = { name: 'Alex Moreau', email: emailOf('alex.moreau') };
const all = Object.values(predicateTypes).sort();
const lock = JSON.stringify({ lockfileVersion: 3, packages: { '': {} } });
const services = [
  'quote-api',
  'payment-gateway',
  'template-renderer',
  'notify-service',
  'booking-api',
  'eta-service',
  'position-ingest',
  'invoice-api',
  'tariff-service',
];

describe('trust cases', () => {
  const directory = mkdtempSync(join(tmpdir(), 'trust-cases-'));
  const oldKeyFile = join(directory, 'cosign.pub');
  let gitHost: StandIn;
  let registryServer: StandIn;
  let sigstore: SigstoreStandIn;
  let registry: RegistryClient;
  let publisher: TrustCasePublisher;

  /** What the pipeline would have built and signed. */
  const pushAsPipeline = async (service: string) => {
    const owner = { owner: organization, repository: service };
    const host = new GitHostClient({
      url: gitHost.url,
      token,
      signal: new AbortController().signal,
    });
    const commit = await host.headOf(owner, 'main');
    const built = await new CaseImages({
      registry,
      imagePrefix: `localhost:7011/${organization}`,
    }).pushCommit(
      { ...trustCase('signed'), image: `${service}:${commit}` },
      {
        workspace: new Workspace(host, { ...owner, commit, branch: 'main' }),
        repositoryUrl: `${gitHost.url}/${organization}/${service}`,
      },
    );
    return built.digest;
  };

  beforeAll(async () => {
    const { signal } = new AbortController();
    gitHost = await startGitHost({
      directory: join(directory, 'git-host'),
      users: people.map(({ username }) => ({
        username,
        password,
        admin: username === 'alex.moreau',
      })),
      tokens: [{ name: 't', username: 'alex.moreau', token, scopes: ['all'] }],
      organizations: [{ name: organization }],
    });
    registryServer = await startRegistry({
      directory: join(directory, 'registry'),
      referrers: true,
    });
    sigstore = await startSigstore({
      directory: join(directory, 'sigstore'),
      gitServer: gitHost.url,
      clientSecret: 'a secret',
    });
    const git = new GitOrganization({
      url: gitHost.url,
      token,
      organization,
    });
    for (const repository of services) {
      await git.recreateRepository(repository, repository);
      let before = {};
      for (const [index, text] of ['one', 'two'].entries()) {
        const after = {
          Dockerfile: 'FROM scratch\n',
          'package-lock.json': lock,
          'README.md': `${repository} ${text}\n`,
        };
        await git.commit({
          repository,
          before,
          after,
          message: text,
          author,
          date: new Date(Date.UTC(2026, 0, 1 + index)),
        });
        before = after;
      }
    }
    registry = new RegistryClient({
      url: registryServer.url,
      username: '',
      password: '',
      signal,
    });
    publisher = new TrustCasePublisher({
      git,
      gitHost: new GitHostClient({ url: gitHost.url, token, signal }),
      gitUrl: gitHost.url,
      gitHostUrl: gitHost.url,
      gitToken: token,
      gitPassword: password,
      registry,
      imagePrefix: `localhost:7011/${organization}`,
      sigstore: sigstore.instance,
      pipelineUrl: 'http://pipeline.example',
      oldKeyFile,
    });
    for (const [, publish] of publisher.early) await publish();
    for (const [, service, publish] of publisher.late) {
      await publish(await pushAsPipeline(service));
    }
  });

  const nameOf = (name: TrustCaseName) =>
    `${organization}/${trustCase(name).image.split(':')[0]}`;
  const digestOf = async (name: TrustCaseName) =>
    (await registry.resolve(
      nameOf(name),
      trustCase(name).image.split(':')[1],
    ))!;
  const legacyOf = async (name: TrustCaseName, suffix: 'sig' | 'att') => {
    const tag = `${(await digestOf(name)).replace(':', '-')}.${suffix}`;
    const manifest = await registry.readManifest(nameOf(name), tag);
    return manifest && JSON.parse(String(manifest.bytes)).layers;
  };
  const workflow = (repository: string, ref = 'main') =>
    `URI:${gitHost.url}/${repository}/.gitea/workflows/ci.yaml@refs/heads/${ref}`;

  afterAll(async () => {
    await sigstore.close();
    await registryServer.close();
    await gitHost.close();
    rmSync(directory, { recursive: true });
  });

  it('has each case once', () => {
    const early = publisher.early.map(([name]) => name);
    const late = publisher.late.map(([name]) => name);
    expect([...early, ...late].sort()).toEqual(
      trustCases.map(({ name }) => name).sort(),
    );
  });

  it.each<[TrustCaseName, () => Record<string, string[]>]>([
    [
      'signed-by-person',
      () => ({
        'email:tom.becker@meridian.example': [predicateTypes.signature],
      }),
    ],
    [
      'signed-by-other-workflow',
      () => ({ [workflow('meridian/notify-service')]: all }),
    ],
    [
      'provenance-from-fork',
      () => ({
        [workflow('mina.okafor/booking-api')]: all.filter(
          type => type !== predicateTypes.signature,
        ),
        [workflow('meridian/booking-api')]: [predicateTypes.signature],
      }),
    ],
    [
      'commit-not-on-main',
      () => ({ [workflow('meridian/eta-service', 'route-model-spike')]: all }),
    ],
    ['expired-scan', () => ({ [workflow('meridian/notify-service')]: all })],
    ['unsigned', () => ({})],
    ['tag-moved', () => ({})],
  ])('%s: who has said what of it', async (name, expected) => {
    const found: Record<string, string[]> = {};
    const bundles = await findBundles(
      registry,
      nameOf(name),
      await digestOf(name),
    );
    for (const { identity, predicateType } of bundles) {
      found[identity] = [...(found[identity] ?? []), predicateType].sort();
    }
    expect(found).toEqual(expected());
    expect(await legacyOf(name, 'sig')).toBeUndefined();
  });

  it('moved the tag away from what was signed', async () => {
    const tags = await (
      await fetch(`${registryServer.url}/v2/${nameOf('tag-moved')}/tags/list`)
    ).json();
    const [commit] = tags.tags.filter((tag: string) => tag !== 'stable');
    expect(await registry.resolve(nameOf('tag-moved'), commit)).not.toBe(
      await digestOf('tag-moved'),
    );
    const [head] = (
      await (
        await fetch(`${registryServer.url}/v2/${nameOf('signed')}/tags/list`)
      ).json()
    ).tags.filter((tag: string) => tag !== 'stable');
    expect(await registry.resolve(nameOf('signed'), head)).toBe(
      await digestOf('signed'),
    );
  });

  it('signed with the old key as Cosign 2 did, in no log', async () => {
    const [layer] = await legacyOf('old-key', 'sig');
    expect(Object.keys(layer.annotations)).toEqual([
      'dev.cosignproject.cosign/signature',
    ]);
    const payload = await registry.readBlob(nameOf('old-key'), layer.digest);
    const signature = Buffer.from(
      layer.annotations['dev.cosignproject.cosign/signature'],
      'base64',
    );
    const key = createPublicKey(readFileSync(oldKeyFile));
    expect(verify('sha256', payload, key, signature)).toBe(true);
  });

  it('left signature and attestations of Cosign 2 behind their tags', async () => {
    const layers = [
      ...(await legacyOf('cosign-2', 'sig')),
      ...(await legacyOf('cosign-2', 'att')),
    ];
    expect(layers.map(({ annotations }) => annotations.predicateType)).toEqual([
      undefined,
      predicateTypes.provenance,
      predicateTypes.sbom,
      predicateTypes.scan,
    ]);
    for (const { annotations } of layers) {
      const { subjectAltName } = new X509Certificate(
        annotations['dev.sigstore.cosign/certificate'],
      );
      expect(subjectAltName).toBe(workflow('meridian/invoice-api'));
      expect(annotations).toHaveProperty(['dev.sigstore.cosign/bundle']);
    }
  });

  it('scanned the expired one 45 days ago, and nobody says otherwise', async () => {
    const digest = await digestOf('expired-scan');
    const name = nameOf('expired-scan');
    for (const { digest: listed } of await listReferrers(
      registry,
      name,
      digest,
    )) {
      const manifest = await registry.readManifest(name, listed);
      const { layers } = JSON.parse(String(manifest?.bytes));
      const bundle = bundleFromJSON(
        JSON.parse(String(await registry.readBlob(name, layers[0].digest))),
      );
      const { trustedRoot } = sigstore.instance;
      // It takes the timestamp's word for when the certificate was used.
      new Verifier(toTrustMaterial(TrustedRoot.fromJSON(trustedRoot))).verify(
        toSignedEntity(bundle),
      );
      const { certificate } = bundle.verificationMaterial.content as {
        certificate: { rawBytes: Buffer };
      };
      const { validFrom } = new X509Certificate(certificate.rawBytes);
      const age = Date.now() - Date.parse(validFrom);
      expect(Math.floor(age / (24 * 60 * 60 * 1000))).toBe(45);
    }
  });

  it('broke the copy off after the manifest of the signature', async () => {
    const [layer] = await legacyOf('half-copied', 'sig');
    await expect(
      registry.readBlob(nameOf('half-copied'), layer.digest),
    ).rejects.toThrow('404');
  });

  it('knows the commit of what is deployed', async () => {
    const deployed = trustCases.filter(({ deployedTo }) => deployedTo);
    expect(deployed).not.toHaveLength(0);
    for (const { name } of deployed) {
      expect(await publisher.resolve(name)).toEqual({
        digest: await digestOf(name),
        revision: expect.stringMatching(/^[0-9a-f]{40}$/),
      });
    }
  });
});
