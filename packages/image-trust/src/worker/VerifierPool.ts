import { availableParallelism } from 'node:os';
import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';
import type { EvidenceVerifier } from './EvidenceVerifier';
import { VerifierPoolError } from './VerifierPoolError';
import { Job, VerifierThread } from './VerifierThread';

export type VerifierPoolOptions = {
  /** Threads at the most. Default: as many as there are processors for this process. */
  size?: number;
  /** Verifications that may wait for a thread. Default 1,000. */
  maxQueue?: number;
  /** Milliseconds for one verification; the longest real ones take tens. Default 30,000. */
  timeoutMs?: number;
  /** The file that a thread runs, instead of the verifier's own: for tests. */
  entry?: string;
};

/**
 * Verifies on other threads, because it is work for the processor that would
 * hold up everything else. Threads are started when there is work for them and
 * keep no process alive; one that ends takes a single verification with it and
 * is replaced.
 */
export class VerifierPool implements EvidenceVerifier {
  readonly #options: Required<Omit<VerifierPoolOptions, 'entry'>> &
    Pick<VerifierPoolOptions, 'entry'>;
  readonly #threads = new Set<VerifierThread>();
  readonly #queue: Job[] = [];
  readonly #waiting: (() => void)[] = [];
  #closed = false;

  constructor(options: VerifierPoolOptions = {}) {
    this.#options = {
      size: availableParallelism(),
      maxQueue: 1000,
      timeoutMs: 30_000,
      ...options,
    };
    if (!(this.#options.size >= 1)) {
      throw new TypeError('size: a pool needs one thread at least');
    }
  }

  verify(
    evidence: SignedEvidence,
    options: { subject: Subject; domains: readonly TrustDomain[] },
  ): Promise<Verdict> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new VerifierPoolError('CLOSED', 'the pool is closed'));
        return;
      }
      if (this.#queue.length >= this.#options.maxQueue) {
        const why = `more than ${this.#options.maxQueue} verifications wait`;
        reject(new VerifierPoolError('QUEUE_FULL', why));
        return;
      }
      this.#queue.push({ evidence, ...options, resolve, reject });
      this.#dispatch();
    });
  }

  /** Resolves when nothing waits for a thread: the moment to bring more. */
  async ready(): Promise<void> {
    if (this.#queue.length === 0) return;
    await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  /** Ends all threads; what was not answered yet is rejected with `CLOSED`. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#rejectQueue();
    await Promise.all([...this.#threads].map(thread => thread.close()));
  }

  #dispatch(): void {
    while (this.#queue.length > 0) {
      const thread = this.#freeThread();
      if (!thread) return;
      const job = this.#queue.shift();
      if (job) thread.start(job);
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  /** An idle thread, else a new one, else the one with room. */
  #freeThread(): VerifierThread | undefined {
    const threads = [...this.#threads];
    const idle = threads.find(({ load }) => load === 0);
    if (idle) return idle;
    if (threads.length < this.#options.size) return this.#startThread();
    return threads.find(({ hasRoom }) => hasRoom);
  }

  #startThread(): VerifierThread {
    const thread: VerifierThread = new VerifierThread({
      timeoutMs: this.#options.timeoutMs,
      entry: this.#options.entry,
      onRoom: () => this.#dispatch(),
      onEnd: untouched => {
        this.#threads.delete(thread);
        this.#queue.unshift(...untouched);
        if (this.#closed) this.#rejectQueue();
        else this.#dispatch();
      },
    });
    this.#threads.add(thread);
    return thread;
  }

  #rejectQueue(): void {
    for (const { reject } of this.#queue.splice(0)) {
      reject(new VerifierPoolError('CLOSED', 'the pool was closed'));
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
