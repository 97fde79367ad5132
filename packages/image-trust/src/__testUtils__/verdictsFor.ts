import type { Digest } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import { verifyEvidence } from '../verify/verifyEvidence';
import { collectFrom } from './collectFrom';
import type { MemoryRegistry } from './MemoryRegistry';

/** What a registry in memory proves about a digest, the whole way through. */
export async function verdictsFor(
  registry: MemoryRegistry,
  digest: Digest,
  domains: readonly TrustDomain[],
) {
  const { signed, subjectManifest, ...rest } = await collectFrom(
    registry,
    digest,
  );
  const subject = { digest, manifest: subjectManifest };
  return {
    ...rest,
    verdicts: signed.map(item => verifyEvidence(item, { subject, domains })),
  };
}
