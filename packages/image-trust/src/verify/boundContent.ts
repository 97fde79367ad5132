import { z } from 'zod';
import type { SignedEvidence } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import { InTotoStatement, parseInTotoStatement } from './inTotoStatement';
import { parseSignedJson } from './parseSignedJson';
import type { SignedContent } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

/** @see https://github.com/containers/image/blob/main/docs/containers-signature.5.md */
const simpleSigningSchema = z.object({
  critical: z.object({
    type: z.literal('cosign container image signature'),
    image: z.object({ 'docker-manifest-digest': z.string() }),
  }),
  optional: z.record(z.unknown()).nullish(),
});

const statementType = 'application/vnd.in-toto+json';

/**
 * Reads what is signed, and refuses it when it is not about this image. A
 * signature says nothing of the image that it was found beside.
 *
 * @throws VerificationFailure `SUBJECT_MISMATCH`, `UNSUPPORTED` or `MALFORMED`
 */
export function boundContent(
  { bundle: { content }, signed }: SignedEvidence,
  subject: Digest,
): SignedContent {
  if (content.$case === 'dsseEnvelope') {
    const { payloadType, payload } = content.dsseEnvelope;
    if (payloadType !== statementType) {
      throw new VerificationFailure('UNSUPPORTED', {
        expected: `a payload of type ${statementType}`,
        found: `'${payloadType.slice(0, 100)}'`,
      });
    }
    const statement = statementOf(payload);
    const digests = statement.subjects.map(hex => `sha256:${hex}`);
    if (!digests.includes(subject)) {
      throw about(
        digests.length > 3
          ? `${digests.slice(0, 3).join(', ')} and others`
          : digests.join(', ') || 'nothing with a SHA-256',
        subject,
      );
    }
    return { form: 'statement', statement };
  }
  // The signature was checked over the manifest that `subject` is the digest of.
  if (signed.form !== 'simple-signing') return { form: 'manifest' };
  const { critical, optional } = simpleSigningOf(signed.payload);
  const found = critical.image['docker-manifest-digest'];
  if (found !== subject) throw about(found.slice(0, 100), subject);
  return { form: 'simple-signing', annotations: optional ?? {} };
}

function statementOf(payload: Buffer): InTotoStatement {
  try {
    return parseInTotoStatement(payload);
  } catch (cause) {
    throw malformed('an in-toto statement', cause);
  }
}

function simpleSigningOf(payload: Buffer) {
  try {
    return simpleSigningSchema.parse(parseSignedJson(payload));
  } catch (cause) {
    throw malformed('a simple signing payload', cause);
  }
}

function malformed(expected: string, cause: unknown): VerificationFailure {
  return new VerificationFailure('MALFORMED', {
    expected,
    found: cause instanceof Error ? cause.message.slice(0, 200) : 'another',
    cause,
  });
}

function about(found: string, subject: Digest): VerificationFailure {
  return new VerificationFailure('SUBJECT_MISMATCH', {
    expected: `a signature about ${subject}`,
    found: `it is about ${found}`,
  });
}
