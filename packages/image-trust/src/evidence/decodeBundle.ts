import { Bundle, bundleFromJSON } from '@sigstore/bundle';
import type { SignedEvidence } from './Evidence';

/** Bytes that are not the evidence that their media type promises. */
export class MalformedEvidenceError extends Error {
  constructor(what: string, cause?: unknown) {
    const why = cause instanceof Error ? `: ${cause.message}` : '';
    super(`${what}${why}`, { cause });
    this.name = 'MalformedEvidenceError';
  }
}

/**
 * Reads a Sigstore bundle of any version (0.1 to 0.3).
 *
 * @throws MalformedEvidenceError
 * @see https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto
 */
export function decodeBundle(
  bytes: Uint8Array,
): Pick<SignedEvidence, 'bundle' | 'signed'> {
  const bundle = bundleOf(parseJson(bytes, 'a Sigstore bundle'));
  const form = bundle.content.$case === 'dsseEnvelope' ? 'dsse' : 'message';
  return { bundle, signed: { form } };
}

/** Checks the shape of a bundle that was put together from other parts. */
export function bundleOf(json: unknown): Bundle {
  try {
    return bundleFromJSON(json);
  } catch (cause) {
    throw new MalformedEvidenceError('no Sigstore bundle', cause);
  }
}

/** Parses JSON; the error says what it should have been. */
export function parseJson(bytes: Uint8Array | string, what: string): unknown {
  const text = typeof bytes === 'string' ? bytes : asText(bytes);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new MalformedEvidenceError(`no JSON where ${what} should be`, cause);
  }
}

/** Bytes as UTF-8, without a copy of them. */
export function asText({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
}
