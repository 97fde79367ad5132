import { dsse } from '@sigstore/core';
import {
  bundleType,
  envelopeOf,
  hintOf,
  keyDomain,
  keySignedBundle,
  keyTypes,
  signBytes,
  simpleSigningOf,
  statementAbout,
  statementType,
} from '../../__testUtils__/keySigned';
import { layerOf, MemoryRegistry } from '../../__testUtils__/MemoryRegistry';
import { verdictsFor } from '../../__testUtils__/verdictsFor';
import { Digest, digestOf } from '../../oci/digest';

const key = keyTypes['ECDSA P-256']();
const other = keyTypes.Ed25519();
const domains = [keyDomain('ours', key)];

let registry: MemoryRegistry;
let image: Digest;
let otherImage: Digest;

beforeEach(() => {
  registry = new MemoryRegistry();
  image = registry.putImage('an image');
  otherImage = registry.putImage('another image');
});

const verdicts = async (trusted = domains) =>
  (await verdictsFor(registry, image, trusted)).verdicts;

const attach = (bundle: unknown) => registry.attachBundle(image, bundle);

/** A layer of Cosign 2, under the image's tag. */
const attachLegacy = (
  payload: Buffer,
  signature: string | Buffer,
  options: { mediaType?: string; tag?: string } = {},
) =>
  registry.putArtifact(
    {
      layers: [
        layerOf(
          payload,
          options.mediaType ??
            'application/vnd.dev.cosign.simplesigning.v1+json',
          {
            'dev.cosignproject.cosign/signature':
              typeof signature === 'string'
                ? signature
                : signature.toString('base64'),
          },
        ),
      ],
    },
    `${image.replace(':', '-')}${options.tag ?? '.sig'}`,
  );

type Envelope = ReturnType<typeof keySignedBundle>['dsseEnvelope'];

function edited(change: (envelope: Envelope) => Partial<Envelope>) {
  const bundle = keySignedBundle(statementAbout(otherImage), { key });
  const { dsseEnvelope } = bundle;
  return {
    ...bundle,
    dsseEnvelope: { ...dsseEnvelope, ...change(dsseEnvelope) },
  };
}

describe('what is signed', () => {
  it('counts for the image that it names, and for no other', async () => {
    attach(keySignedBundle(statementAbout(image), { key }));
    attach(keySignedBundle(statementAbout(otherImage), { key }));
    const [own, copied] = await verdicts();
    expect(own).toMatchObject({ result: 'verified' });
    expect(copied).toMatchObject({
      code: 'SUBJECT_MISMATCH',
      expected: `a signature about ${image}`,
      found: `it is about ${otherImage}`,
    });
  });

  it('can not be rewritten for this image', async () => {
    const payload = Buffer.from(JSON.stringify(statementAbout(image)));
    attach(edited(() => ({ payload: payload.toString('base64') })));
    expect(await verdicts()).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
  });

  it('can not be given another payload type', async () => {
    attach(edited(() => ({ payloadType: 'application/json' })));
    expect(await verdicts()).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
  });

  it.each(['application/json', '', 'application/vnd.in-toto+json '])(
    "is no statement under the payload type '%s', though the signer made it so",
    async payloadType => {
      attach(keySignedBundle(statementAbout(image), { key, payloadType }));
      expect(await verdicts()).toMatchObject([{ code: 'UNSUPPORTED' }]);
    },
  );

  it('as simple signing is nothing as a statement', async () => {
    const payload = simpleSigningOf(image);
    const sig = signBytes(payload, key.privateKey).toString('base64');
    attach(
      edited(() => ({
        payload: payload.toString('base64'),
        signatures: [{ sig, keyid: '' }],
      })),
    );
    expect(await verdicts()).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
  });

  it('as a statement is nothing as simple signing', async () => {
    const payload = Buffer.from(JSON.stringify(statementAbout(image)));
    const signed = dsse.preAuthEncoding(statementType, payload);
    attachLegacy(signed, signBytes(signed, key.privateKey));
    expect(await verdicts()).toMatchObject([{ code: 'MALFORMED' }]);
  });

  it('counts as simple signing only where it says that it is that', async () => {
    const payload = Buffer.from(
      simpleSigningOf(image)
        .toString()
        .replace('cosign container image', 'atomic container'),
    );
    attachLegacy(payload, signBytes(payload, key.privateKey));
    expect(await verdicts()).toMatchObject([{ code: 'MALFORMED' }]);
  });

  it('may be about many images, and not about endlessly many', async () => {
    const [own] = statementAbout(image).subject;
    const subjects = (count: number) => [
      ...Array(count - 1).fill({ name: 'x', digest: { sha256: 'ab' } }),
      own,
    ];
    attach(
      keySignedBundle(statementAbout(image, { subject: subjects(10_000) }), {
        key,
      }),
    );
    attach(
      keySignedBundle(statementAbout(image, { subject: subjects(10_001) }), {
        key,
      }),
    );
    expect(await verdicts()).toMatchObject([
      { result: 'verified' },
      { code: 'MALFORMED' },
    ]);
  });

  it.each([
    ['no SHA-256', { sha512: 'ab'.repeat(64) }, 'SUBJECT_MISMATCH'],
    ['no digest', {}, 'SUBJECT_MISMATCH'],
    ['a SHA-1 of the same name', { sha1: 'ab' }, 'SUBJECT_MISMATCH'],
    ['a digest that is a list', ['ab'], 'MALFORMED'],
    ['a digest that is a number', { sha256: 1 }, 'MALFORMED'],
  ])('is about nothing with %s', async (_, digest, code) => {
    attach(
      keySignedBundle(
        statementAbout(image, { subject: [{ name: image, digest }] }),
        { key },
      ),
    );
    expect(await verdicts()).toMatchObject([{ code }]);
  });

  it.each([
    [
      'with two subject lists',
      () => {
        const [one, two] = [otherImage, image].map(subject =>
          JSON.stringify(statementAbout(subject)),
        );
        return `${one.slice(0, -1)},${two.slice(1)}`;
      },
    ],
    [
      'with a second subject list in other letters',
      () =>
        JSON.stringify({
          ...statementAbout(image),
          Subject: statementAbout(otherImage).subject,
        }),
    ],
    [
      'nested a hundred thousand levels deep',
      () =>
        JSON.stringify(statementAbout(image, { predicate: '@' })).replace(
          '"@"',
          `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
        ),
    ],
    [
      'that is no UTF-8',
      () =>
        Buffer.from(JSON.stringify(statementAbout(image)) + '\xff', 'latin1'),
    ],
    ['of an unknown version', () => JSON.stringify({ _type: 'v9' })],
    ['that is no object', () => '[]'],
    ['that is null', () => 'null'],
  ])('is refused as a statement %s', async (_, payload) => {
    attach(keySignedBundle(payload(), { key }));
    const [verdict] = await verdicts();
    expect(verdict).toMatchObject({ result: 'failed', code: 'MALFORMED' });
  });
});

describe('who signed', () => {
  it('is told by the signature, whatever key the hint names', async () => {
    attach(
      keySignedBundle(statementAbout(image), {
        key: other,
        hint: hintOf(key.publicKey),
      }),
    );
    expect(await verdicts()).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
    expect(await verdicts([keyDomain('both', key, other)])).toMatchObject([
      { result: 'verified', signer: { kind: 'key', name: 'key 2' } },
    ]);
  });

  it('is nobody when the key belongs to no domain', async () => {
    attach(keySignedBundle(statementAbout(image), { key: other }));
    expect(await verdicts()).toMatchObject([{ code: 'UNKNOWN_KEY' }]);
  });

  it('is undecided without a domain, whatever is signed', async () => {
    attach(keySignedBundle(statementAbout(image), { key }));
    expect(await verdicts([])).toMatchObject([{ code: 'NO_TRUST_DOMAIN' }]);
  });

  it('can not be two at once', async () => {
    const bundle = keySignedBundle(statementAbout(image), { key });
    const { signatures } = envelopeOf(JSON.stringify(statementAbout(image)), {
      key: other.privateKey,
    });
    bundle.dsseEnvelope.signatures.push(...signatures);
    attach(bundle);
    const found = await verdictsFor(registry, image, domains);
    expect(found).toMatchObject({
      verdicts: [],
      complete: false,
      unreadable: [{ code: 'MALFORMED' }],
    });
  });

  it('can not be told of a signature over bytes that nobody has', async () => {
    const message = Buffer.from('somewhere else');
    attach({
      mediaType: bundleType,
      verificationMaterial: { publicKey: { hint: hintOf(key.publicKey) } },
      messageSignature: {
        messageDigest: {
          algorithm: 'SHA2_256',
          digest: Buffer.from(digestOf(message).slice(7), 'hex').toString(
            'base64',
          ),
        },
        signature: signBytes(message, key.privateKey).toString('base64'),
      },
    });
    expect(await verdicts()).toMatchObject([{ code: 'UNSUPPORTED' }]);
  });
});

describe('a Cosign 2 signature', () => {
  it('may be wrapped over lines', async () => {
    const payload = simpleSigningOf(image);
    const signature = signBytes(payload, key.privateKey).toString('base64');
    attachLegacy(
      payload,
      `${signature.slice(0, 40)}\r\n${signature.slice(40)}\n`,
    );
    expect(await verdicts()).toMatchObject([{ result: 'verified' }]);
  });

  it.each(['', '====', 'no base64!', 'AAAA\u0000'])(
    "is unreadable, and so undecided, when it is '%s'",
    async signature => {
      attachLegacy(simpleSigningOf(image), signature);
      expect(await verdictsFor(registry, image, domains)).toMatchObject({
        verdicts: [],
        complete: false,
        unreadable: [{ code: 'MALFORMED' }],
      });
    },
  );

  it('copied from another image is about that one', async () => {
    const payload = simpleSigningOf(otherImage);
    attachLegacy(payload, signBytes(payload, key.privateKey));
    expect(await verdicts()).toMatchObject([
      { code: 'SUBJECT_MISMATCH', found: `it is about ${otherImage}` },
    ]);
  });

  it('can not be edited for this image', async () => {
    const signature = signBytes(simpleSigningOf(otherImage), key.privateKey);
    attachLegacy(simpleSigningOf(image), signature);
    expect(await verdicts()).toMatchObject([{ code: 'SIGNATURE_INVALID' }]);
  });
});
