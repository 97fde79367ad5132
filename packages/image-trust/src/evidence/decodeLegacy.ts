import { createHash } from 'node:crypto';
import type { SignedEvidence } from './Evidence';
import { bundleOf, MalformedEvidenceError, parseJson } from './decodeBundle';
import { legacyAnnotation, toVerificationMaterial } from './legacyAnnotations';

type Decoded = Pick<SignedEvidence, 'bundle' | 'signed'>;

// An entry with a promise and no proof is what version 0.1 was made for.
const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';

/**
 * A layer of a `.sig` manifest: a simple signing payload, its signature in the
 * annotations.
 *
 * @throws MalformedEvidenceError
 */
export function decodeSimpleSigning(
  payload: Buffer,
  annotations: Record<string, string>,
): Decoded {
  const signature = (annotations[legacyAnnotation.signature] ?? '').replace(
    /\s+/g,
    '',
  );
  if (!/^[A-Za-z0-9+/]+=*$/.test(signature)) {
    throw new MalformedEvidenceError(
      `no base64 signature in the annotation ${legacyAnnotation.signature}`,
    );
  }
  const bundle = bundleOf({
    mediaType,
    verificationMaterial: toVerificationMaterial(annotations),
    messageSignature: {
      messageDigest: {
        algorithm: 'SHA2_256',
        digest: createHash('sha256').update(payload).digest('base64'),
      },
      signature,
    },
  });
  return { bundle, signed: { form: 'simple-signing', payload } };
}

/**
 * A layer of an `.att` manifest: a DSSE envelope, the rest in the annotations.
 *
 * @throws MalformedEvidenceError
 */
export function decodeEnvelope(
  envelope: Buffer,
  annotations: Record<string, string>,
): Decoded {
  const bundle = bundleOf({
    mediaType,
    verificationMaterial: toVerificationMaterial(annotations),
    dsseEnvelope: parseJson(envelope, 'a DSSE envelope'),
  });
  return { bundle, signed: { form: 'dsse', envelope } };
}
