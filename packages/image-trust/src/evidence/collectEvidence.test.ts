import { cosignRecording } from '../__testUtils__/cosignRecording';
import { layerOf, MemoryRegistry } from '../__testUtils__/MemoryRegistry';
import { Digest, digestOf } from '../oci/digest';
import { mediaTypes } from '../oci/manifest';
import { collectEvidence } from './collectEvidence';
import { RegistryEvidence } from './RegistryEvidence';

const keySigned = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { publicKey: { hint: 'a2V5' } },
  dsseEnvelope: {
    payloadType: 'application/vnd.in-toto+json',
    payload: 'e30=',
    signatures: [{ sig: 'c2ln' }],
  },
};

const collect = (registry: MemoryRegistry, subject: Digest, limits = {}) =>
  collectEvidence(subject, {
    sources: [
      new RegistryEvidence({
        client: registry.client(),
        place: registry.place,
      }),
    ],
    limits,
  });

const tagOf = (subject: Digest, suffix = '') =>
  `${subject.replace(':', '-')}${suffix}`;

describe('what the real cosign left in a registry', () => {
  it.each([
    ['01-legacy-signature', 'signature-tag', 'simple-signing', 3],
    ['02-legacy-attestations', 'attestation-tag', 'dsse', 4],
    ['05-unsigned-and-tampered', 'signature-tag', 'simple-signing', 1],
  ])('%s is read from its %s', async (scenario, storage, form, count) => {
    const { registry, subject } = cosignRecording(scenario, {
      referrersApi: false,
    });
    const { signed, ...rest } = await collect(registry, subject);
    expect(signed).toHaveLength(count);
    expect(signed.map(item => [item.storage, item.signed.form])).toEqual(
      Array(count).fill([storage, form]),
    );
    expect(rest).toMatchObject({
      claims: [],
      other: [],
      unreadable: [],
      complete: true,
    });
  });

  it.each([
    ['03-bundles-fallback-tag', false, 6],
    ['04-bundles-referrers-api', true, 5],
  ])('%s is read from its referrers', async (scenario, referrersApi, count) => {
    const { registry, subject } = cosignRecording(scenario, { referrersApi });
    const { signed, complete } = await collect(registry, subject);
    expect(signed.map(item => item.storage)).toEqual(
      Array(count).fill('bundle-referrer'),
    );
    expect(complete).toBe(true);
  });
});

describe('collectEvidence', () => {
  let registry: MemoryRegistry;
  let subject: Digest;

  beforeEach(() => {
    registry = new MemoryRegistry();
    subject = registry.putImage('an image');
  });

  it('finds nothing at an image that nothing is attached to, and is sure of it', async () => {
    const found = await collect(registry, subject);
    expect(found).toMatchObject({ signed: [], unreadable: [], complete: true });
    expect(digestOf(found.subjectManifest ?? Buffer.of())).toBe(subject);
  });

  it("shows BuildKit's unsigned attestations as claims about the platform's image", async () => {
    const attestation = registry.putArtifact({
      layers: [
        layerOf(Buffer.from('{}'), 'application/vnd.in-toto+json', {
          'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2',
        }),
      ],
    });
    const index = registry.putManifest(
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: mediaTypes.ociIndex,
          manifests: [
            { mediaType: mediaTypes.ociManifest, digest: subject, size: 1 },
            {
              mediaType: mediaTypes.ociManifest,
              digest: attestation,
              size: 1,
              annotations: {
                'vnd.docker.reference.type': 'attestation-manifest',
                'vnd.docker.reference.digest': subject,
              },
            },
          ],
        }),
      ),
    );
    const found = await collect(registry, index);
    expect(found.signed).toEqual([]);
    expect(found.claims).toEqual([
      {
        manifest: attestation,
        blob: digestOf(Buffer.from('{}')),
        about: subject,
        predicateType: 'https://slsa.dev/provenance/v0.2',
      },
    ]);
  });

  it('shows a bare statement among the referrers as a claim, and other signatures as other', async () => {
    registry.putArtifact({
      subject,
      artifactType: 'application/vnd.in-toto+json',
      layers: [layerOf(Buffer.from('{}'), 'application/vnd.in-toto+json')],
    });
    registry.putArtifact({
      subject,
      artifactType: 'application/vnd.cncf.notary.signature',
      layers: [layerOf(Buffer.from('{}'), 'application/jose+json')],
    });
    const found = await collect(registry, subject);
    expect(found.signed).toEqual([]);
    expect(found.claims).toHaveLength(1);
    expect(found.other).toMatchObject([
      { artifactType: 'application/vnd.cncf.notary.signature' },
    ]);
  });

  it.each([
    ['denied', () => new Response('', { status: 403 }), 'DENIED'],
    ['rate-limited', () => new Response('', { status: 429 }), 'RATE_LIMITED'],
    ['broken', () => new Response('', { status: 500 }), 'UNREACHABLE'],
    ['no manifest', () => new Response('<html>'), 'MALFORMED'],
  ])(
    'is incomplete when a tag is %s, and still shows the rest',
    async (_, fault, code) => {
      registry.attachBundle(subject, keySigned);
      registry.faults.set(`manifests/${tagOf(subject, '.sig')}`, fault);
      const found = await collect(registry, subject);
      expect(found.signed).toHaveLength(1);
      expect(found).toMatchObject({
        complete: false,
        unreadable: [{ at: `tag ${tagOf(subject, '.sig')}`, code }],
      });
    },
  );

  it('is incomplete when the registry can not be reached at all', async () => {
    const client = registry.client({
      fetch: async () => {
        throw new TypeError('fetch failed');
      },
    });
    const found = await collectEvidence(subject, {
      sources: [new RegistryEvidence({ client, place: registry.place })],
    });
    expect(found.unreadable.map(({ code }) => code)).toEqual(
      Array(4).fill('UNREACHABLE'),
    );
    expect(found.complete).toBe(false);
  });

  it('notes a referrer that is about another image, is no bundle, or has other bytes than its digest', async () => {
    const foreign = registry.attachBundle(digestOf(Buffer.of(1)), keySigned);
    const broken = registry.attachBundle(subject, { mediaType: 'nonsense' });
    const swapped = registry.attachBundle(subject, keySigned);
    registry.faults.set(
      `manifests/${swapped}`,
      () => new Response('{"schemaVersion":2}'),
    );
    registry.faults.set(
      `referrers/${subject}`,
      () =>
        new Response(
          JSON.stringify({
            schemaVersion: 2,
            mediaType: mediaTypes.ociIndex,
            manifests: [foreign, broken, swapped].map(digest => ({
              mediaType: mediaTypes.ociManifest,
              digest,
              size: 1,
            })),
          }),
        ),
    );
    const found = await collect(registry, subject);
    expect(found.signed).toEqual([]);
    expect(found.unreadable).toMatchObject([
      { at: `referrer ${foreign}`, code: 'MALFORMED' },
      { code: 'MALFORMED' },
      { at: `referrer ${swapped}`, code: 'DIGEST_MISMATCH' },
    ]);
  });

  it('stops holding evidence at its limits', async () => {
    for (const name of ['a', 'b', 'c']) {
      registry.attachBundle(subject, { ...keySigned, [name]: name });
    }
    const few = await collect(registry, subject, { items: 2 });
    expect(few.signed).toHaveLength(2);
    expect(few.unreadable).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    const small = await collect(registry, subject, { bytes: 10 });
    expect(small.signed).toHaveLength(0);
    expect(small.complete).toBe(false);
  });

  it('counts the same bundle once, wherever it lies', async () => {
    registry.attachBundle(subject, keySigned);
    registry.putArtifact({
      artifactType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      configType: 'application/vnd.example',
      layers: [
        layerOf(
          Buffer.from(JSON.stringify(keySigned)),
          'application/vnd.dev.sigstore.bundle.v0.3+json',
        ),
      ],
      subject,
    });
    expect((await collect(registry, subject)).signed).toHaveLength(1);
  });
});
