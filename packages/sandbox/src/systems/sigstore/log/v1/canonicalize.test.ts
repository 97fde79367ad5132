import { createSigningKey } from '../../testing/SigningKey';
import {
  createSigstoreInstance,
  inTotoStatement,
  LogChoice,
  sign,
  SigstoreInstance,
} from '../../testing';
import { canonicalize } from './canonicalize';

const statement = inTotoStatement({
  digest: `sha256:${'ab'.repeat(32)}`,
  predicateType: 'https://example.org/predicate',
});

describe('canonicalize', () => {
  let instance: SigstoreInstance;
  beforeAll(async () => {
    instance = await createSigstoreInstance();
  });
  afterAll(() => instance.close());

  const bodyOf = async (log: LogChoice) => {
    const parts = await sign(instance, {
      signer: { key: createSigningKey() },
      content:
        log === 'rekor-v1-hashedrekord'
          ? { payload: Buffer.from('a payload') }
          : { statement },
      log,
    });
    const { canonicalizedBody } = parts.logEntry!;
    return JSON.parse(Buffer.from(canonicalizedBody, 'base64').toString());
  };
  const hash = {
    algorithm: 'sha256',
    value: expect.stringMatching(/^\w{64}$/),
  };
  const base64 = expect.stringMatching(/^[\w+/]+=*$/);

  it('keeps of each kind what Rekor keeps', async () => {
    expect(await bodyOf('rekor-v1-hashedrekord')).toEqual({
      apiVersion: '0.0.1',
      kind: 'hashedrekord',
      spec: {
        data: { hash },
        signature: { content: base64, publicKey: { content: base64 } },
      },
    });
    expect(await bodyOf('rekor-v1-dsse')).toEqual({
      apiVersion: '0.0.1',
      kind: 'dsse',
      spec: {
        envelopeHash: hash,
        payloadHash: hash,
        signatures: [{ signature: base64, verifier: base64 }],
      },
    });
    expect(await bodyOf('rekor-v1-intoto-0.0.1')).toEqual({
      apiVersion: '0.0.1',
      kind: 'intoto',
      spec: { content: { hash, payloadHash: hash }, publicKey: base64 },
    });
    expect(await bodyOf('rekor-v1-intoto-0.0.2')).toEqual({
      apiVersion: '0.0.2',
      kind: 'intoto',
      spec: {
        content: {
          envelope: {
            payloadType: 'application/vnd.in-toto+json',
            signatures: [{ publicKey: base64, sig: base64 }],
          },
          hash,
          payloadHash: hash,
        },
      },
    });
  });

  it('says which field is wrong', () => {
    expect(() => canonicalize('text')).toThrow('validation failure: body');
    expect(() => canonicalize({ kind: 'rekord', apiVersion: '0.0.1' })).toThrow(
      "entries of kind 'rekord' in version '0.0.1' are not taken",
    );
    expect(() =>
      canonicalize({
        kind: 'dsse',
        apiVersion: '0.0.1',
        spec: { proposedContent: { envelope: '{}', verifiers: [] } },
      }),
    ).toThrow('spec.proposedContent.verifiers');
  });

  it('takes a signature from nobody but its verifier', () => {
    const proposal = (verifier: string, payload: string) => ({
      kind: 'dsse',
      apiVersion: '0.0.1',
      spec: {
        proposedContent: {
          envelope: JSON.stringify({
            payloadType: 'text/plain',
            payload,
            signatures: [{ sig: 'AAAA' }],
          }),
          verifiers: [verifier],
        },
      },
    });
    const pem = createSigningKey()
      .publicKey.export({ format: 'pem', type: 'spki' })
      .toString();
    const key = Buffer.from(pem).toString('base64');
    expect(() => canonicalize(proposal(key, 'AAAA'))).toThrow(
      'could not verify envelope: invalid signature',
    );
    expect(() => canonicalize(proposal('AAAA', 'AAAA'))).toThrow(
      'the verifier is neither a certificate nor a public key',
    );
  });
});
