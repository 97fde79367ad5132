import type { Digest } from '../oci/digest';
import type { Collected } from './Evidence';
import {
  defaultEvidenceLimits,
  EvidenceCollection,
  EvidenceLimits,
} from './EvidenceCollection';
import type { EvidenceSource } from './EvidenceSource';

/**
 * Collects what the sources hold about a digest. It never throws: a place that
 * could not be read is listed, and then the answer is not `complete`.
 */
export async function collectEvidence(
  subject: Digest,
  options: {
    sources: readonly EvidenceSource[];
    limits?: Partial<EvidenceLimits>;
  },
): Promise<Collected> {
  const collection = new EvidenceCollection(subject, {
    ...defaultEvidenceLimits,
    ...options.limits,
  });
  for (const source of options.sources) {
    await collection.attempt(source.constructor.name, () =>
      source.collect(subject, collection),
    );
  }
  return collection.toCollected();
}
