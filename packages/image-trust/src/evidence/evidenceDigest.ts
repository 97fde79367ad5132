import { bundleToJSON } from '@sigstore/bundle';
import { Digest, digestOf } from '../oci/digest';
import type { SignedEvidence } from './Evidence';

/** Whether all of it is in the bytes of its blob, and nothing in annotations. */
export function isWholeInBlob({
  signed,
}: Pick<SignedEvidence, 'signed'>): boolean {
  // What stands in a storage is up to whoever wrote there; how it was decoded is not.
  return (
    signed.form === 'message' ||
    (signed.form === 'dsse' && signed.envelope === undefined)
  );
}

/**
 * SHA-256 over everything that a verdict depends on of a piece of evidence: a
 * bundle is its blob; of a legacy layer, half is in annotations.
 */
export function evidenceDigest(evidence: SignedEvidence): Digest {
  const { signed, blob, bundle } = evidence;
  if (isWholeInBlob(evidence)) return blob;
  return digestOf(
    Buffer.from(JSON.stringify([signed.form, blob, bundleToJSON(bundle)])),
  );
}
