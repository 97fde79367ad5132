import {
  createSigningKey,
  createSigstoreInstance,
  sign,
  SignedParts,
} from '@portolan/sandbox/sigstore';
import { editMaterial } from '../../__testUtils__/editBundle';
import {
  der,
  forgeCertificate,
  uri,
} from '../../__testUtils__/forgeCertificate';
import {
  identity,
  KeylessScene,
  later,
  now,
} from '../../__testUtils__/keyless';
import { keyDomain } from '../../__testUtils__/keySigned';

let scene: KeylessScene;
const key = createSigningKey();

beforeAll(async () => {
  scene = await KeylessScene.create();
});
afterAll(() => scene.instance.close());

/** Signed, logged and published with a certificate that no honest authority would issue. */
async function signedWith(
  certificate: Omit<Parameters<typeof forgeCertificate>[1], 'publicKey'>,
): Promise<SignedParts> {
  const leaf = await forgeCertificate(scene.instance, {
    ...certificate,
    publicKey: key.publicKey,
  });
  const unlogged = await scene.sign({
    signer: { key },
    log: 'none',
    timestamp: 'signature',
  });
  return { ...unlogged, certificate: { leaf, chain: [] } };
}

/** No log, so that the certificate alone decides. */
const withoutLog = () => [scene.domain({ log: 0 })];

describe('a certificate', () => {
  it('is good as the authority makes it, and as the test makes it', async () => {
    expect(await scene.verdict(await scene.sign())).toMatchObject({
      result: 'verified',
      signer: { identity: identity.subject.value },
    });
    expect(
      await scene.verdict(await signedWith({}), { domains: withoutLog() }),
    ).toMatchObject({
      result: 'verified',
      signer: { identity: 'https://git.example.com/acme' },
    });
  });

  it('of another authority is foreign, whatever name it holds', async () => {
    const other = await createSigstoreInstance({ now: () => now });
    const parts = await sign(other, {
      signer: { identity },
      content: { statement: scene.statement() },
      log: 'rekor-v1-dsse',
    });
    expect(await scene.verdict(parts)).toMatchObject({ code: 'UNKNOWN_CA' });
    // It means something in its own domain, and only that one is named.
    const theirs = { ...scene.domain({}, other.trustedRoot), name: 'theirs' };
    expect(
      await scene.verdict(parts, { domains: [scene.domain(), theirs] }),
    ).toMatchObject({ result: 'verified', domains: ['theirs'] });
    other.close();
  });

  it('that another leaf signed leads to no authority', async () => {
    const { certificate } = await scene.sign({ signer: { identity, key } });
    const parts = await signedWith({
      signedBy: {
        key: key.privateKey,
        certificate: certificate?.leaf ?? Buffer.of(),
      },
    });
    expect(await scene.verdict(parts, { domains: withoutLog() })).toMatchObject(
      { code: 'UNKNOWN_CA' },
    );
  });

  it.each([
    ['after it has ended', { log: later(11) }],
    ['before it began', { log: later(-1) }],
  ])('does not count for what was logged %s', async (_, at) => {
    expect(await scene.verdict(await scene.sign({ at }))).toMatchObject({
      code: 'CERT_NOT_VALID_AT_SIGNING',
    });
  });

  it.each([
    ['after it has ended', later(11)],
    ['before it began', later(-1)],
  ])('does not count when one of two times is %s', async (_, timestamp) => {
    const parts = await scene.sign({
      timestamp: 'signature',
      at: { timestamp },
    });
    expect(await scene.verdict(parts)).toMatchObject({
      code: 'CERT_NOT_VALID_AT_SIGNING',
    });
  });

  it('that nobody made public is not enough', async () => {
    const parts = await scene.sign({
      signer: { identity, certificate: { timestamped: false } },
    });
    expect(await scene.verdict(parts)).toMatchObject({ code: 'SCT_MISSING' });
  });

  it('that an unknown log made public is not enough', async () => {
    const other = await createSigstoreInstance({ now: () => now });
    const parts = await signedWith({ ctLog: other.certificates.ctLog });
    other.close();
    expect(await scene.verdict(parts, { domains: withoutLog() })).toMatchObject(
      { code: 'SCT_INVALID' },
    );
  });

  it('that the log made public with another content is not enough', async () => {
    const { ctLog } = scene.instance.certificates;
    const parts = await signedWith({
      ctLog: {
        ...ctLog,
        timestampList: (precertificate, options) =>
          ctLog.timestampList(precertificate, {
            ...options,
            issuerKey: key.publicKey.export({ format: 'der', type: 'spki' }),
          }),
      } as typeof ctLog,
    });
    expect(await scene.verdict(parts, { domains: withoutLog() })).toMatchObject(
      { code: 'SCT_INVALID' },
    );
  });

  it('can not be exchanged for another of the same authority', async () => {
    const [parts, other] = [await scene.sign(), await scene.sign()];
    expect(
      await scene.verdict({ ...parts, certificate: other.certificate }),
    ).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  it('can not be exchanged for another of the same key', async () => {
    const parts = await scene.sign({ signer: { identity, key } });
    const leaf = await forgeCertificate(scene.instance, {
      publicKey: key.publicKey,
      names: [uri('https://git.example.com/somebody-else')],
    });
    expect(
      await scene.verdict({ ...parts, certificate: { leaf, chain: [] } }),
    ).toMatchObject({ code: 'TLOG_MISMATCH' });
  });

  it.each([
    ['is an authority itself', { isAuthority: true }],
    ['is for a web server', { usages: ['1.3.6.1.5.5.7.3.1'] }],
    ['is for anything', { usages: ['2.5.29.37.0'] }],
    ['names nobody', { names: [] }],
    [
      'names two',
      { names: [uri('https://a.example'), uri('https://b.example')] },
    ],
    [
      'names somebody with a NUL in it',
      { names: [uri('https://git.example.com/acme\u0000.evil.example')] },
    ],
    [
      'names somebody with a line break in it',
      { names: [uri('https://git.example.com/acme\nhttps://other.example')] },
    ],
    [
      'names somebody in bytes that seven bits turn into another',
      {
        names: [uri(Buffer.from('https://git.example.com/\xe1cme', 'latin1'))],
      },
    ],
    ['has an empty name', { names: [uri('')] }],
    ['has an endless name', { names: [uri('a'.repeat(5000))] }],
    ['names a host', { names: [der(0x82, Buffer.from('git.example.com'))] }],
    [
      'has an issuer that is no text',
      {
        extensions: [
          { oid: '1.3.6.1.4.1.57264.1.8', value: der(0x04, Buffer.from('x')) },
        ],
      },
    ],
  ])('that %s is not for signing', async (_, certificate) => {
    expect(
      await scene.verdict(await signedWith(certificate), {
        domains: withoutLog(),
      }),
    ).toMatchObject({ code: 'CERT_NOT_FOR_SIGNING' });
  });

  it('of the authority is not for signing, though its key made the signature', async () => {
    const { privateKey, publicKey } = scene.instance.keys.get(
      'fulcio-intermediate',
    );
    const parts = await scene.sign({
      signer: { key: { ...key, privateKey, publicKey } },
      log: 'none',
      timestamp: 'signature',
    });
    const [leaf] = scene.instance.certificates.chain;
    expect(
      await scene.verdict(
        { ...parts, certificate: { leaf, chain: [] } },
        { domains: [scene.domain({ log: 0, sct: 0 })] },
      ),
    ).toMatchObject({ code: 'CERT_NOT_FOR_SIGNING' });
  });

  it('with something behind its end is not the one that the authority issued', async () => {
    const parts = await scene.sign({ log: 'none', timestamp: 'signature' });
    const edit = editMaterial(({ certificate }) => {
      if (!certificate) throw new Error('no certificate');
      const bytes = Buffer.from(certificate.rawBytes, 'base64');
      certificate.rawBytes = Buffer.concat([bytes, Buffer.of(0, 0)]).toString(
        'base64',
      );
    });
    const domains = withoutLog();
    expect(await scene.verdict(parts, { domains })).toMatchObject({
      result: 'verified',
    });
    expect(await scene.verdict(parts, { domains, edit })).toMatchObject({
      code: 'MALFORMED',
    });
  });

  it('counts as the first of several in a text', async () => {
    const [parts, other] = [await scene.sign(), await scene.sign()];
    const name = 'dev.sigstore.cosign/certificate';
    const pem = (from: SignedParts) =>
      `-----BEGIN CERTIFICATE-----\n${from.certificate?.leaf.toString(
        'base64',
      )}\n-----END CERTIFICATE-----\n`;
    const verdictOf = (...list: SignedParts[]) =>
      scene.verdict(parts, {
        storage: 'attestation-tag',
        edit: annotations => ({
          ...annotations,
          [name]: list.map(pem).join(''),
        }),
      });
    expect(await verdictOf(parts, other)).toMatchObject({ result: 'verified' });
    expect(await verdictOf(other, parts)).toMatchObject({
      code: 'SIGNATURE_INVALID',
    });
  });

  it('says nothing in a domain of keys, and a key nothing in one of certificates', async () => {
    const domains = [keyDomain('keys', key)];
    expect(
      await scene.verdict(await scene.sign({ signer: { identity, key } }), {
        domains,
      }),
    ).toMatchObject({ code: 'UNKNOWN_KEY' });
    expect(
      await scene.verdict(await scene.sign({ signer: { key } })),
    ).toMatchObject({ code: 'UNKNOWN_CA' });
  });
});
