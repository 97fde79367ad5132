import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';

/** Whatever answers as `verifyEvidence` does: at once, on other threads, or from a cache. */
export interface EvidenceVerifier {
  /**
   * @returns exactly what `verifyEvidence` returns for the same arguments
   * @throws VerifierPoolError where no verdict could be reached; that says nothing about the evidence
   */
  verify(
    evidence: SignedEvidence,
    options: { subject: Subject; domains: readonly TrustDomain[] },
  ): Promise<Verdict>;
}
