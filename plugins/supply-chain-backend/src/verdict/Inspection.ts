import type { ImageEvidence, Judgement, Policy } from '@portolan/image-trust';
import type { Code, Outcome } from './Outcome';

/** What is known of an image's evidence. */
export type Inspection = {
  /** repository@digest. */
  reference: string;
  /** Absent while nothing was read. */
  evidence?: ImageEvidence;
  /** What the last reading failed at. */
  cause?: string;
  /** It could not be read for so long that it no longer counts. */
  isStale: boolean;
};

/** What is asked, and of whom. */
export type Judged = {
  inspection: Inspection;
  policy?: Policy;
  /** Absent where there is no policy or no evidence to judge. */
  judgement?: Judgement;
};

/** Why the evidence says nothing, or undefined where it can be judged. */
export function whyNotJudged(
  { inspection, policy, judgement }: Judged,
  expected: string,
): Outcome | undefined {
  const unknown = (code: Code, sentence: string, found: string): Outcome => ({
    answer: 'unknown',
    code,
    sentence,
    expected,
    found,
    evidence: [],
  });
  if (!policy) {
    return unknown(
      'NO_POLICY',
      'No policy is configured, so nobody is allowed to sign.',
      'no policy',
    );
  }
  const { evidence, cause, isStale } = inspection;
  if (!evidence || !judgement) {
    return cause
      ? unknown(
          'EVIDENCE_UNREADABLE',
          `The registry could not be read: ${cause}`,
          cause,
        )
      : unknown(
          'NOT_READ_YET',
          'The registry was not read yet.',
          'nothing yet',
        );
  }
  if (isStale) {
    const at = evidence.asOf.toISOString();
    return unknown(
      'EVIDENCE_STALE',
      `The registry was last read at ${at}, which is too long ago: ${
        cause ?? 'nobody could read it since'
      }`,
      `evidence of ${at}`,
    );
  }
  return undefined;
}
