import type { SignedEvidence } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { TrustDomainDefinition } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';

/** What a thread is asked. Buffers arrive as plain byte arrays. */
export type VerifyRequest = {
  id: number;
  evidence: SignedEvidence;
  subject: Subject;
  /** The domains to ask, by fingerprint, in their order. */
  domains: readonly Digest[];
  /** The domains among them that the thread does not know yet. */
  introduced: readonly {
    fingerprint: Digest;
    definition: TrustDomainDefinition;
  }[];
  /** Whether to forget the domains that were introduced earlier. */
  forget: boolean;
};

export type VerifyResponse =
  | { id: number; verdict: Verdict }
  | { id: number; error: string };
