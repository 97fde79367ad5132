import type { Digest } from '../oci/digest';
import type { EvidenceCollection } from './EvidenceCollection';

/** A place that holds evidence: a registry, an API, a folder. */
export interface EvidenceSource {
  /**
   * Puts what it has about a digest into the collection. A failure of one
   * place is noted there, and whatever else it throws is noted by the caller.
   */
  collect(subject: Digest, into: EvidenceCollection): Promise<void>;
}
