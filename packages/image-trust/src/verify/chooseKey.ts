import type { TrustedKey } from '../trust/TrustedKey';
import type { SignedBytes } from './SignedBytes';
import { VerificationFailure } from './VerificationFailure';

/**
 * Finds the key of a domain that made a signature. A hint is written by
 * whoever stored the evidence, and Cosign 1 and 2 wrote none, so the signature
 * itself decides; the hint only tells which failure to report.
 *
 * @throws VerificationFailure `UNKNOWN_KEY` or `SIGNATURE_INVALID`
 */
export function chooseKey(
  keys: readonly TrustedKey[],
  options: { hint: string; content: SignedBytes; domain: string },
): TrustedKey {
  const { hint, content, domain } = options;
  const maker = keys.find(({ publicKey }) =>
    content.verifySignature(publicKey),
  );
  if (maker) return maker;
  // Base64 of the SHA-256 of the key, as Cosign 3 writes it.
  const named = keys.filter(
    ({ digest }) =>
      Buffer.from(digest.slice('sha256:'.length), 'hex').toString('base64') ===
      hint,
  );
  const suspects = named.length > 0 ? named : keys;
  // The rest of the evidence may say more precisely what is wrong with it.
  if (suspects.length === 1 && (named.length > 0 || !hint)) return suspects[0];
  throw new VerificationFailure(hint ? 'UNKNOWN_KEY' : 'SIGNATURE_INVALID', {
    expected: `a signature by a key of ${domain}`,
    found: hint
      ? `a signature by the key '${hint.slice(0, 100)}'`
      : `a signature that none of its ${keys.length} keys made`,
  });
}
