import { RFC3161Timestamp } from '@sigstore/core';
import type { SignedEvidence } from '../evidence/Evidence';

/**
 * What the timestamps of an attestation are over. Cosign 1 and 2 had the stored
 * envelope stamped, Cosign 3 has the signature stamped also where it writes the
 * old layout. Both hold the signature, so that either proves when it was there.
 */
export function stampedBytes(
  { bundle, signed }: SignedEvidence,
  signature: Buffer,
): Buffer {
  const envelope = signed.form === 'dsse' ? signed.envelope : undefined;
  const { timestampVerificationData } = bundle.verificationMaterial;
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return envelope &&
    !stamps.every(({ signedTimestamp }) => isOver(signature, signedTimestamp))
    ? envelope
    : signature;
}

/** Whether the stamp names these bytes; whether it is a true one is for the verifier to say. */
function isOver(bytes: Buffer, signedTimestamp: Uint8Array): boolean {
  try {
    const { tstInfo } = RFC3161Timestamp.parse(Buffer.from(signedTimestamp));
    tstInfo.verify(bytes);
    return true;
  } catch {
    return false;
  }
}
