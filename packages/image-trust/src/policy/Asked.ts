import type { EvidenceItem, ImageEvidence } from '../inspect/ImageEvidence';
import type { Verified } from '../verify/Verdict';
import type { Check } from './Check';
import type { PolicyIdentity } from './PolicyIdentity';

/** What a question is asked about, and whose word counts. */
export type Asked = {
  evidence: ImageEvidence;
  /** Whose evidence counts. */
  identities: readonly PolicyIdentity[];
  now: Date;
  /** Values of `${…}`; absent where the component or its repository is not known. */
  literals: Readonly<Record<string, string>> | undefined;
};

/** An item that verifies. */
export type VerifiedItem = EvidenceItem & { verdict: Verified };

/** The part of a check that a question decides. */
export type Outcome = Pick<
  Check,
  'answer' | 'code' | 'sentence' | 'found' | 'evidence'
>;
