import {
  createSigningKey,
  publicKeyPem,
  toBundle,
  toLegacyLayer,
} from '@portolan/sandbox/sigstore';
import { createPublicKey } from 'node:crypto';
import { cosignRecording } from '../__testUtils__/cosignRecording';
import {
  fuzzEvidence,
  FuzzResult,
  Sample,
} from '../__testUtils__/fuzzEvidence';
import { KeylessScene } from '../__testUtils__/keyless';
import { keyDomain, simpleSigningOf } from '../__testUtils__/keySigned';
import type { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';

/** What the real cosign wrote, as it lies in the registry. */
async function recordedSamples(scenario: string): Promise<Sample[]> {
  const recording = cosignRecording(scenario);
  const { registry, subject } = recording;
  const client = registry.client();
  const domains = [
    keyDomain(
      'ours',
      ...[recording.publicKey, recording.otherPublicKey].map(pem => ({
        publicKey: createPublicKey(pem),
      })),
    ),
  ];
  const tag = subject.replace(':', '-');
  const manifests: string[] = (
    await client.listReferrers(registry.place, subject)
  ).map(({ digest }) => digest);
  for (const suffix of ['.sig', '.att']) {
    const found = await client
      .getManifest(registry.place, tag + suffix)
      .catch(() => undefined);
    if (found) manifests.push(found.digest);
  }
  const samples: Sample[] = [];
  for (const name of manifests) {
    const { content } = await client.getManifest(registry.place, name);
    const layers = content.kind === 'index' ? [] : content.layers ?? [];
    for (const layer of layers) {
      const isBundle = layer.mediaType.includes('sigstore.bundle');
      samples.push({
        name: `${scenario} ${layer.mediaType}`,
        bytes: await client.getBlob(registry.place, layer.digest as Digest),
        annotations: isBundle ? undefined : { ...layer.annotations },
        subject: { digest: subject },
        domains,
      });
    }
  }
  return samples;
}

/** What Cosign 2, Cosign 3 and GitHub write without a key of their own, and what a key and a log make together. */
async function scenes(): Promise<{ keyless: Sample[]; logged: Sample[] }> {
  const scene = await KeylessScene.create();
  const subject = { digest: scene.image };
  const payload = simpleSigningOf(scene.image);
  const bundle = (
    parts: Parameters<typeof toBundle>[0],
    version?: Parameters<typeof toBundle>[1],
  ) => ({ bytes: Buffer.from(JSON.stringify(toBundle(parts, version))) });
  const layer = (parts: Parameters<typeof toLegacyLayer>[0]) => {
    const { content, annotations } = toLegacyLayer(parts);
    return { bytes: content, annotations };
  };
  const domains = [scene.domain()];
  const stamped = { timestamp: 'signature' } as const;
  const message = { content: { payload } } as const;
  const hashed = { ...message, log: 'rekor-v1-hashedrekord' } as const;
  const keyless = [
    ['.sig', layer(await scene.sign(hashed))],
    ['.att', layer(await scene.sign())],
    ['.att of old', layer(await scene.sign({ log: 'rekor-v1-intoto-0.0.1' }))],
    ['v0.1', bundle(await scene.sign(), '0.1')],
    ['v0.3', bundle(await scene.sign())],
    ['v0.3, v2', bundle(await scene.sign({ log: 'rekor-v2', ...stamped }))],
  ] as const;
  const withoutLog = [scene.domain({ log: 0 })];
  const github = bundle(await scene.sign({ log: 'none', ...stamped }));
  const key = createSigningKey();
  const signer = { key };
  const keys = [
    createTrustDomain({
      name: 'keys',
      signers: 'keys',
      keys: [{ name: 'ci', pem: publicKeyPem(key.publicKey) }],
      trustedRoot: scene.instance.trustedRoot,
    }),
  ];
  const logged = [
    ['key .sig', layer(await scene.sign({ ...hashed, signer }))],
    ['key v0.3', bundle(await scene.sign({ signer }))],
    [
      'key .att of old',
      layer(await scene.sign({ signer, log: 'rekor-v1-intoto-0.0.1' })),
    ],
  ] as const;
  scene.instance.close();
  return {
    keyless: [
      ...keyless.map(([name, sample]) => ({
        name,
        ...sample,
        subject,
        domains,
      })),
      { name: 'GitHub', ...github, subject, domains: withoutLog },
    ],
    logged: logged.map(([name, sample]) => ({
      name,
      ...sample,
      subject,
      domains: keys,
    })),
  };
}

/** What nobody vouches for, and no verdict shows. */
const unauthenticated = [
  '.mediaType',
  '.dsseEnvelope.signatures.*.keyid',
  '.verificationMaterial.publicKey.hint',
  '.verificationMaterial.x509CertificateChain.certificates.*',
  '.verificationMaterial.timestampVerificationData',
  '.verificationMaterial.timestampVerificationData.rfc3161Timestamps.*.signedTimestamp',
  '.verificationMaterial.tlogEntries.*.logIndex',
  '.verificationMaterial.tlogEntries.*.integratedTime',
  '.verificationMaterial.tlogEntries.*.inclusionProof.checkpoint.envelope',
  '.verificationMaterial.tlogEntries.*.inclusionProof.rootHash',
  '.verificationMaterial.tlogEntries.*.inclusionProof.treeSize',
];

function problemsOf({ wrong, verified, failed, undecodable }: FuzzResult) {
  const places = [...verified.keys()].flatMap(key => key.split(', '));
  const authenticated = places
    .filter(place => place && !unauthenticated.includes(place))
    .map(place => `${place} differs and it verifies`);
  // It would be easy to throw nothing at what does not come through.
  const shallow = failed < undecodable / 2 ? ['few came through'] : [];
  return [...wrong, ...authenticated, ...shallow];
}

// 21,000 mutations in all, the same ones in every run.
describe('mutations of real evidence throw nothing, and verify only where nobody vouches for the difference', () => {
  it('when the real cosign signed with a key', async () => {
    const samples = [
      ...(await recordedSamples('01-legacy-signature')),
      ...(await recordedSamples('02-legacy-attestations')),
      ...(await recordedSamples('04-bundles-referrers-api')),
    ];
    expect(samples).toHaveLength(12);
    const result = fuzzEvidence(samples, { seed: 5, mutations: 17_600 });
    expect(problemsOf(result)).toEqual([]);
  }, 60_000);

  it('when a key signed and the signature was logged', async () => {
    const { logged } = await scenes();
    const result = fuzzEvidence(logged, { seed: 6, mutations: 2_900 });
    expect(problemsOf(result)).toEqual([]);
  }, 60_000);

  it('when nobody has a key', async () => {
    const { keyless } = await scenes();
    const result = fuzzEvidence(keyless, { seed: 7, mutations: 500 });
    expect(problemsOf(result)).toEqual([]);
  }, 60_000);
});
