import type { SignedEvidence } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';
import type { EvidenceVerifier } from '../worker/EvidenceVerifier';
import type { VerdictCache } from './VerdictCache';
import { verdictKey } from './verdictKey';

/**
 * Verifies what is not known yet. A verdict depends on its arguments alone, so
 * it never grows old; the same question asked twice at once is answered once.
 */
export class CachingVerifier implements EvidenceVerifier {
  readonly #cache: VerdictCache;
  readonly #verifier: EvidenceVerifier;
  readonly #running = new Map<Digest, Promise<Verdict>>();
  #verifications = 0;

  constructor(options: { cache: VerdictCache; verifier: EvidenceVerifier }) {
    this.#cache = options.cache;
    this.#verifier = options.verifier;
  }

  /** How many verifications were needed so far. */
  get verifications(): number {
    return this.#verifications;
  }

  async verify(
    evidence: SignedEvidence,
    options: { subject: Subject; domains: readonly TrustDomain[] },
  ): Promise<Verdict> {
    const key = verdictKey(evidence, options);
    const running = this.#running.get(key);
    if (running) return running;
    const verdict = this.#verify(key, evidence, options);
    this.#running.set(key, verdict);
    try {
      return await verdict;
    } finally {
      this.#running.delete(key);
    }
  }

  async #verify(
    key: Digest,
    evidence: SignedEvidence,
    options: { subject: Subject; domains: readonly TrustDomain[] },
  ): Promise<Verdict> {
    const known = await this.#cache.get(key);
    if (known) return known;
    this.#verifications += 1;
    const verdict = await this.#verifier.verify(evidence, options);
    await this.#cache.put(key, verdict);
    return verdict;
  }
}
