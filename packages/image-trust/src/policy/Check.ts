import type { Digest } from '../oci/digest';

/** `unknown` is what nobody can say now; it is never a pass. */
export type Answer = 'pass' | 'fail' | 'unknown';

/**
 * What a policy asks of an image:
 *
 * - `signed`: a valid signature by an identity that may sign
 * - `built`: provenance by a builder, from a source, that are allowed
 * - `scanned`: a scan by an allowed scanner, fresh, within its thresholds
 * - `sbom`: a signed bill of materials
 */
export const questions = ['signed', 'built', 'scanned', 'sbom'] as const;

export type Question = (typeof questions)[number];

/** One answered question, with what it rests on. */
export type Check = {
  question: Question;
  answer: Answer;
  /** Why, for programs: a member of `checkCodes`. */
  code: CheckCode;
  /** Why, for a person: one sentence. */
  sentence: string;
  /** What the policy asks for, for a person. */
  expected: string;
  /** What was there, for a person. It may quote evidence that proves nothing. */
  found: string;
  /** The pieces that decided it: `EvidenceItem.digest`. */
  evidence: readonly Digest[];
  /** How fresh it is: when the evidence was read. */
  asOf: Date;
};

/** Every reason for an answer. */
export const checkCodes = [
  // pass
  'SIGNED',
  'BUILT_FROM_ALLOWED_SOURCE',
  'SCAN_WITHIN_THRESHOLDS',
  'SBOM_PRESENT',
  // fail, whatever the question
  /** Everything was read, and there is nothing of the kind. */
  'NOTHING_FOUND',
  /** There is evidence, and none of it verifies. */
  'NOT_VERIFIED',
  /** It verifies, by somebody whom the policy does not name. */
  'IDENTITY_NOT_ALLOWED',
  // fail, built
  'BUILDER_NOT_ALLOWED',
  'SOURCE_NOT_ALLOWED',
  'REF_NOT_ALLOWED',
  'SOURCE_CONTRADICTED',
  'COMMIT_CONTRADICTED',
  'REF_CONTRADICTED',
  /** The provenance does not say what the policy asks about. */
  'SOURCE_MISSING',
  // fail, scanned
  'SCANNER_NOT_ALLOWED',
  'TOO_OLD',
  'TOO_MANY_CRITICAL',
  'TOO_MANY_HIGH',
  'TOO_MANY_MEDIUM',
  'TOO_MANY_LOW',
  // unknown
  /** Some place or trust domain could not be read, and the answer may be there. */
  'EVIDENCE_UNREADABLE',
  /** A signed statement of the right kind whose content can not be read. */
  'STATEMENT_UNREADABLE',
  /** A scan with more findings of no stated severity than the policy accepts: one of them may be critical. */
  'SEVERITY_UNKNOWN',
  /** The policy says nothing about this image. */
  'NO_RULE',
  /** The policy refers to the component, and who that is was not said. */
  'COMPONENT_UNKNOWN',
] as const;

export type CheckCode = (typeof checkCodes)[number];

/** What a policy says of an image. */
export type Judgement = {
  /** The worst of the checks: a fail, else an unknown, else a pass. */
  answer: Answer;
  checks: readonly Check[];
  /** Identifies the policy that judged: SHA-256 of its normal form. */
  policy: Digest;
  /** The rule that applied, by name; absent where none did. */
  rule?: string;
};
