import { z } from 'zod';
import { optionalText, optionalTime } from './fields';
import type { VerificationSummary } from './Predicate';

const levels = z
  .array(z.string())
  .nullish()
  .transform(list => list ?? undefined);

/** v0.2 spells some fields with underscores, and has one level. */
const schema = z.object({
  verifier: z.object({ id: z.string() }),
  timeVerified: optionalTime,
  time_verified: optionalTime,
  resourceUri: optionalText,
  resource_uri: optionalText,
  policy: z.object({ uri: optionalText }).nullish(),
  verificationResult: z.enum(['PASSED', 'FAILED']).optional(),
  verification_result: z.enum(['PASSED', 'FAILED']).optional(),
  verifiedLevels: levels,
  policy_level: optionalText,
});

/**
 * Reads an SLSA Verification Summary Attestation.
 *
 * @see https://slsa.dev/spec/v1.0/verification_summary
 */
export function readVerificationSummary(
  predicate: unknown,
): VerificationSummary {
  const parsed = schema.parse(predicate);
  const result = parsed.verificationResult ?? parsed.verification_result;
  if (!result) throw new Error('verificationResult: missing');
  const { policy_level: level } = parsed;
  return {
    kind: 'verification-summary',
    verifier: parsed.verifier.id,
    verifiedAt: parsed.timeVerified ?? parsed.time_verified,
    resource: parsed.resourceUri ?? parsed.resource_uri,
    policy: parsed.policy?.uri,
    result,
    levels: parsed.verifiedLevels ?? (level ? [level] : []),
  };
}
