import {
  bundleType,
  keyDomain,
  keySignedBundle,
  keyTypes,
  signBytes,
  simpleSigningOf,
  statementAbout,
} from '../../__testUtils__/keySigned';
import { layerOf, MemoryRegistry } from '../../__testUtils__/MemoryRegistry';
import { verdictsFor } from '../../__testUtils__/verdictsFor';
import { Digest, digestOf } from '../../oci/digest';
import { mediaTypes } from '../../oci/manifest';

const key = keyTypes['ECDSA P-256']();
const domains = [keyDomain('ours', key)];
const simpleSigningType = 'application/vnd.dev.cosign.simplesigning.v1+json';
const signatureAnnotation = 'dev.cosignproject.cosign/signature';

let registry: MemoryRegistry;
let image: Digest;

beforeEach(() => {
  registry = new MemoryRegistry();
  image = registry.putImage('an image');
});

const signedBundle = (subject = image) =>
  keySignedBundle(statementAbout(subject), { key });
const verdicts = (subject = image) => verdictsFor(registry, subject, domains);
const json = (value: unknown) => Buffer.from(JSON.stringify(value));

function indexOf(...digests: Digest[]): Buffer {
  return json({
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    manifests: digests.map(digest => ({
      mediaType: mediaTypes.ociManifest,
      digest,
      size: 1,
    })),
  });
}

describe('a registry that is not honest', () => {
  it('moves a tag to another index: the signature stays with the first', async () => {
    const swapped = registry.putImage('a bad image');
    const signed = registry.putManifest(indexOf(image), '1.0.0');
    registry.attachBundle(signed, signedBundle(signed));
    const moved = registry.putManifest(indexOf(image, swapped), '1.0.0');
    expect((await verdicts(signed)).verdicts).toMatchObject([
      { result: 'verified' },
    ]);
    expect((await verdicts(moved)).verdicts).toEqual([]);
    registry.attachBundle(moved, signedBundle(signed));
    expect((await verdicts(moved)).verdicts).toMatchObject([
      { code: 'SUBJECT_MISMATCH' },
    ]);
  });

  it('lists what refers to another image', async () => {
    const other = registry.putImage('another image');
    const referrer = registry.attachBundle(other, signedBundle(image));
    registry.faults.set(
      `referrers/${image}`,
      () => new Response(new Uint8Array(indexOf(referrer))),
    );
    expect(await verdicts()).toMatchObject({
      verdicts: [],
      complete: false,
      unreadable: [
        { at: `referrer ${referrer}`, found: `it is about ${other}` },
      ],
    });
  });

  it('answers another manifest for the image', async () => {
    registry.faults.set(
      `manifests/${image}`,
      () => new Response(new Uint8Array(indexOf())),
    );
    expect(await verdicts()).toMatchObject({
      complete: false,
      unreadable: [{ code: 'DIGEST_MISMATCH' }],
    });
  });

  it('answers another blob for a bundle', async () => {
    const bytes = json(signedBundle());
    registry.attachBundle(image, signedBundle());
    const bundle = json(signedBundle());
    registry.putArtifact({
      artifactType: bundleType,
      layers: [layerOf(bytes, bundleType)],
      subject: image,
    });
    registry.faults.set(
      `blobs/${digestOf(bytes)}`,
      () => new Response(new Uint8Array(bundle)),
    );
    const { unreadable } = await verdicts();
    expect(unreadable).toMatchObject([
      {
        code: 'DIGEST_MISMATCH',
        found: expect.stringContaining(digestOf(bundle)),
      },
    ]);
  });

  it('lies in its annotations about the predicate', async () => {
    registry.putArtifact({
      artifactType: bundleType,
      layers: [
        layerOf(json(signedBundle()), bundleType, {
          'dev.sigstore.bundle.predicateType': 'https://slsa.dev/provenance/v1',
          predicateType: 'https://slsa.dev/provenance/v1',
        }),
      ],
      subject: image,
    });
    expect((await verdicts()).verdicts).toMatchObject([
      {
        content: {
          statement: { predicateType: 'https://sigstore.dev/cosign/sign/v1' },
        },
      },
    ]);
  });

  it('calls a bundle by another type: it is listed as something else, never as none', async () => {
    registry.putArtifact({
      artifactType: 'application/vnd.example',
      layers: [layerOf(json(signedBundle()), 'application/vnd.example')],
      subject: image,
    });
    expect(await verdicts()).toMatchObject({
      verdicts: [],
      other: [{ artifactType: 'application/vnd.example' }],
    });
  });

  it('writes megabytes of annotations', async () => {
    const payload = simpleSigningOf(image);
    registry.putArtifact(
      {
        layers: [
          layerOf(payload, simpleSigningType, {
            [signatureAnnotation]: 'A'.repeat(5_000_000),
          }),
        ],
      },
      `${image.replace(':', '-')}.sig`,
    );
    expect(await verdicts()).toMatchObject({
      verdicts: [],
      complete: false,
      unreadable: [{ code: 'LIMIT_EXCEEDED' }],
    });
  });

  it('writes a signature longer than any key makes', async () => {
    const payload = simpleSigningOf(image);
    registry.putArtifact(
      {
        layers: [
          layerOf(payload, simpleSigningType, {
            [signatureAnnotation]: 'A'.repeat(100_000),
          }),
        ],
      },
      `${image.replace(':', '-')}.sig`,
    );
    expect((await verdicts()).verdicts).toMatchObject([{ code: 'MALFORMED' }]);
  });

  it('hides a signature behind another one over the same bytes', async () => {
    const payload = simpleSigningOf(image);
    const signature = signBytes(payload, key.privateKey).toString('base64');
    const layers = ['AAAA', signature].map(value =>
      layerOf(payload, simpleSigningType, { [signatureAnnotation]: value }),
    );
    registry.putArtifact({ layers }, `${image.replace(':', '-')}.sig`);
    // The same where the artifact calls itself a bundle.
    registry.putArtifact({ layers, artifactType: bundleType, subject: image });
    expect(
      (await verdicts()).verdicts.map(({ result }) => result).sort(),
    ).toEqual(['failed', 'failed', 'verified', 'verified']);
  });

  it('puts an index where signatures should be', async () => {
    registry.putManifest(indexOf(image), `${image.replace(':', '-')}.sig`);
    expect(await verdicts()).toMatchObject({
      complete: false,
      unreadable: [{ code: 'MALFORMED' }],
    });
  });

  it.each([
    ['a bottomless list', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
    [
      'a bottomless bundle',
      `{"mediaType":"${bundleType}","x":${'{"a":'.repeat(200_000)}1${'}'.repeat(
        200_000,
      )}}`,
    ],
    ['a text', '"bundle"'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a bundle of nothing', '{}'],
    ['a bundle of version 9', `{"mediaType":"${bundleType}9"}`],
  ])('serves %s as a bundle', async (_, bytes) => {
    registry.putArtifact({
      artifactType: bundleType,
      layers: [layerOf(Buffer.from(bytes), bundleType)],
      subject: image,
    });
    expect(await verdicts()).toMatchObject({
      verdicts: [],
      complete: false,
      unreadable: [{ code: 'MALFORMED' }],
    });
  });
});
