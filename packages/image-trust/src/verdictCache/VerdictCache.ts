import type { Digest } from '../oci/digest';
import type { Verdict } from '../verify/Verdict';

/**
 * Verdicts by their {@link verdictKey}. Whoever can write to where they are
 * kept can forge them: it must be a place that only this program writes.
 */
export interface VerdictCache {
  get(key: Digest): Promise<Verdict | undefined>;
  put(key: Digest, verdict: Verdict): Promise<void>;
}
