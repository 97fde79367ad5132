import type { Digest } from '../oci/digest';
import type { Verdict } from '../verify/Verdict';
import type { VerdictCache } from './VerdictCache';

/** Keeps verdicts in memory, and forgets what was longest unused. */
export class MemoryVerdictCache implements VerdictCache {
  readonly #entries = new Map<Digest, { verdict: Verdict; size: number }>();
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param options.maxBytes - bytes of all verdicts, roughly: a statement with an SBOM has megabytes */
  constructor(options: { maxBytes: number }) {
    this.#maxBytes = options.maxBytes;
  }

  async get(key: Digest): Promise<Verdict | undefined> {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.verdict;
  }

  async put(key: Digest, verdict: Verdict): Promise<void> {
    const size = JSON.stringify(verdict).length;
    if (size > this.#maxBytes || this.#entries.has(key)) return;
    this.#entries.set(key, { verdict, size });
    this.#bytes += size;
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= old.size;
    }
  }
}
