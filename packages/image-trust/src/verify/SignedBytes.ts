import { createHash, KeyObject, timingSafeEqual, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import type { SignedEntity } from '@sigstore/verify';
import type { SignedEvidence } from '../evidence/Evidence';
import { digestOf } from '../oci/digest';
import type { Subject } from './verifyInDomain';
import { VerificationFailure } from './VerificationFailure';

type SignatureContent = SignedEntity['signature'];

/**
 * The bytes that a signature is over, for the verifier.
 *
 * The library's own content always hashes with SHA-256, compares a log entry
 * with the digest that the bundle claims instead of the bytes, and hands the
 * signature to the timestamp check where Cosign stamped the envelope.
 */
export class SignedBytes implements SignatureContent {
  /** What a timestamp authority stamped. */
  readonly signature: Buffer;
  readonly #signature: Buffer;
  readonly #signed: Buffer;
  readonly #payload: Buffer;

  private constructor(options: {
    signature: Buffer;
    signed: Buffer;
    payload: Buffer;
    stamped?: Buffer;
  }) {
    this.#signature = options.signature;
    this.#signed = options.signed;
    this.#payload = options.payload;
    this.signature = options.stamped ?? options.signature;
  }

  /**
   * @param subject - the image, whose manifest some signatures are over
   * @throws VerificationFailure `UNSUPPORTED` when the signed bytes are nowhere to be had
   */
  static of(
    { bundle: { content }, signed }: SignedEvidence,
    subject: Subject,
  ): SignedBytes {
    if (content.$case === 'dsseEnvelope') {
      const { payload, payloadType, signatures } = content.dsseEnvelope;
      return new SignedBytes({
        signature: signatures[0].sig,
        signed: dsse.preAuthEncoding(payloadType, payload),
        payload,
        stamped: signed.form === 'dsse' ? signed.envelope : undefined,
      });
    }
    const { signature, messageDigest } = content.messageSignature;
    const message =
      signed.form === 'simple-signing' ? signed.payload : manifestOf(subject);
    const claimed = messageDigest?.digest ?? Buffer.of();
    if (!message || !isDigestOf(claimed, message)) {
      throw new VerificationFailure('UNSUPPORTED', {
        expected: "a signature over the image's manifest",
        found: 'a signature over other bytes, which are not stored with it',
      });
    }
    return new SignedBytes({ signature, signed: message, payload: message });
  }

  compareSignature(signature: Buffer): boolean {
    return equal(signature, this.#signature);
  }

  compareDigest(digest: Buffer): boolean {
    return isDigestOf(digest, this.#payload);
  }

  compareSignedDigest(digest: Buffer): boolean {
    return isDigestOf(digest, this.#signed);
  }

  verifySignature(key: KeyObject): boolean {
    return hashesOf(key).some(hash => {
      try {
        return verify(hash, this.#signed, key, this.#signature);
      } catch {
        return false;
      }
    });
  }
}

/** The manifest, if it is the one that the digest names. */
function manifestOf({ digest, manifest }: Subject): Buffer | undefined {
  return manifest && digestOf(manifest) === digest ? manifest : undefined;
}

/**
 * Sigstore hashes by the strength of the key; Cosign 1 and 2 hashed with
 * SHA-256 for every ECDSA key. Ed25519 hashes by itself.
 */
function hashesOf(key: KeyObject): (string | null)[] {
  if (key.asymmetricKeyType === 'ed25519') return [null];
  if (key.asymmetricKeyType !== 'ec') return ['sha256'];
  switch (key.asymmetricKeyDetails?.namedCurve) {
    case 'secp384r1':
      return ['sha384', 'sha256'];
    case 'secp521r1':
      return ['sha512', 'sha256'];
    default:
      return ['sha256'];
  }
}

const hashByLength = new Map([
  [32, 'sha256'],
  [48, 'sha384'],
  [64, 'sha512'],
]);

function isDigestOf(digest: Buffer, bytes: Buffer): boolean {
  const hash = hashByLength.get(digest.length);
  return !!hash && equal(digest, createHash(hash).update(bytes).digest());
}

function equal(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
