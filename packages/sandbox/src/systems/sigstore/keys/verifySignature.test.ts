import { sign } from 'node:crypto';
import { createSigningKey } from '../testing/SigningKey';
import { digest, HashName } from './sha';
import { verifiesDigest, verifiesMessage } from './verifySignature';

const message = Buffer.from('a message');
const other = Buffer.from('another message');
const hashed = (hash: HashName, bytes: Buffer) => ({
  hash,
  digest: digest(hash, bytes),
});

describe('verifySignature', () => {
  it.each([
    ['ecdsa-p256', {}],
    ['ecdsa-p384', {}],
    ['ecdsa-p384', { hash: 'sha256' }],
    ['ecdsa-p521', {}],
    ['ecdsa-p521', { hash: 'sha256' }],
    ['rsa-2048', {}],
  ] as const)(
    'tells signatures of %s %j by message and by digest',
    (type, options) => {
      const { privateKey, publicKey, hash } = createSigningKey(type, options);
      // A signature's numbers are sometimes shorter, as are a key's coordinates.
      for (let i = 0; i < 4; i += 1) {
        const signature = sign(hash, message, privateKey);
        expect(verifiesMessage(publicKey, message, signature)).toBe(true);
        expect(verifiesMessage(publicKey, other, signature)).toBe(false);
        expect(
          verifiesDigest(publicKey, hashed(hash!, message), signature),
        ).toBe(true);
        expect(verifiesDigest(publicKey, hashed(hash!, other), signature)).toBe(
          false,
        );
      }
      expect(
        verifiesDigest(
          createSigningKey(type).publicKey,
          hashed(hash!, message),
          sign(hash, message, privateKey),
        ),
      ).toBe(false);
      for (const nonsense of [Buffer.of(), Buffer.alloc(64, 1)]) {
        expect(verifiesMessage(publicKey, message, nonsense)).toBe(false);
        expect(
          verifiesDigest(publicKey, hashed(hash!, message), nonsense),
        ).toBe(false);
      }
    },
  );

  it('knows Ed25519 by the whole message only', () => {
    const { privateKey, publicKey, hash } = createSigningKey('ed25519');
    const signature = sign(hash, message, privateKey);
    expect(verifiesMessage(publicKey, message, signature)).toBe(true);
    expect(verifiesMessage(publicKey, other, signature)).toBe(false);
    expect(
      verifiesDigest(publicKey, hashed('sha512', message), signature),
    ).toBe(false);
  });
});
