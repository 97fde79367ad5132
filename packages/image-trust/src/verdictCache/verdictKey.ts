import { evidenceDigest } from '../evidence/evidenceDigest';
import type { SignedEvidence } from '../evidence/Evidence';
import { Digest, digestOf } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Subject } from '../verify/verifyInDomain';

/** Raised whenever the verifier would answer otherwise, or the form of a verdict changes. */
const verifierVersion = 1;

/** Names everything that a verdict is a function of. */
export function verdictKey(
  evidence: SignedEvidence,
  options: { subject: Subject; domains: readonly TrustDomain[] },
): Digest {
  const { subject, domains } = options;
  return digestOf(
    Buffer.from(
      JSON.stringify([
        verifierVersion,
        evidenceDigest(evidence),
        subject.digest,
        // Without the manifest, a signature over it is not judged.
        subject.manifest !== undefined,
        domains.map(({ fingerprint }) => fingerprint),
      ]),
    ),
  );
}
