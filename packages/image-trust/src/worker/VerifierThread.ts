import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SignedEvidence } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';
import type { VerifyRequest, VerifyResponse } from './messages';
import { VerifierPoolError, VerifierPoolErrorCode } from './VerifierPoolError';

/** One verification that somebody waits for. */
export type Job = {
  evidence: SignedEvidence;
  subject: Subject;
  domains: readonly TrustDomain[];
  resolve: (verdict: Verdict) => void;
  reject: (error: unknown) => void;
};

export type VerifierThreadOptions = {
  /** Milliseconds for one job. */
  timeoutMs: number;
  /** The file that it runs; tests have one that fails. */
  entry?: string;
  /** Called when a job was done, so that there is room for another. */
  onRoom: () => void;
  /** Called once, when the thread has ended, with the jobs that it never looked at. */
  onEnd: (untouched: Job[]) => void;
};

/** The file of the thread: the built one, or the one that runs it from source. */
function threadFile(): string {
  const file = require.resolve('@portolan/image-trust/thread');
  return file.endsWith('.ts')
    ? join(dirname(file), '../../dev/thread.cjs')
    : file;
}

// While it answers one, the next lies ready.
const depth = 2;
// Roots are refreshed now and then; a thread keeps the recent ones.
const maxDomains = 32;

/**
 * A thread that verifies. It works its jobs off in their order, so when it
 * ends, the first of them is to blame and the others have not been looked at.
 */
export class VerifierThread {
  readonly #worker: Worker;
  readonly #options: VerifierThreadOptions;
  readonly #jobs = new Map<number, Job>();
  readonly #known = new Set<Digest>();
  #deadline?: NodeJS.Timeout;
  #nextId = 0;
  #ended = false;

  constructor(options: VerifierThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(options.entry ?? threadFile());
    this.#worker.unref();
    this.#worker.on('message', (response: VerifyResponse) => {
      this.#settle(response);
      options.onRoom();
    });
    let cause: unknown;
    this.#worker.on('error', error => {
      cause = error;
    });
    this.#worker.on('messageerror', error => this.#end('THREAD_FAILED', error));
    // Only now was every answer received that it still gave.
    this.#worker.on('exit', () => this.#end('THREAD_FAILED', cause));
  }

  get load(): number {
    return this.#jobs.size;
  }

  get hasRoom(): boolean {
    return !this.#ended && this.#jobs.size < depth;
  }

  start(job: Job): void {
    const id = this.#nextId;
    this.#nextId += 1;
    const forget = this.#known.size + job.domains.length > maxDomains;
    if (forget) this.#known.clear();
    const unknown = job.domains.filter(
      ({ fingerprint }) => !this.#known.has(fingerprint),
    );
    const request: VerifyRequest = {
      id,
      evidence: job.evidence,
      subject: job.subject,
      domains: job.domains.map(({ fingerprint }) => fingerprint),
      introduced: unknown.map(({ fingerprint, definition }) => ({
        fingerprint,
        definition,
      })),
      forget,
    };
    try {
      this.#worker.postMessage(request);
    } catch (cause) {
      // Nothing was sent, so nothing is known there that was not before.
      job.reject(
        new VerifierPoolError('THREAD_FAILED', 'it can not be sent', cause),
      );
      return;
    }
    for (const { fingerprint } of unknown) this.#known.add(fingerprint);
    this.#jobs.set(id, job);
    if (this.#jobs.size === 1) {
      this.#worker.ref();
      this.#watch();
    }
  }

  async close(): Promise<void> {
    this.#end('CLOSED');
    await this.#worker.terminate();
  }

  #settle(response: VerifyResponse): void {
    const job = this.#jobs.get(response.id);
    if (!job) return;
    this.#jobs.delete(response.id);
    if (this.#jobs.size === 0) {
      clearTimeout(this.#deadline);
      this.#worker.unref();
    } else {
      this.#watch();
    }
    if ('verdict' in response) {
      job.resolve(response.verdict);
    } else {
      // What it was told of may be half there.
      this.#known.clear();
      job.reject(new VerifierPoolError('THREAD_FAILED', response.error));
    }
  }

  #watch(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(
      () => this.#end('TIMED_OUT'),
      this.#options.timeoutMs,
    );
  }

  #end(code: VerifierPoolErrorCode, cause?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#deadline);
    const [culprit, ...untouched] = this.#jobs.values();
    this.#jobs.clear();
    culprit?.reject(
      new VerifierPoolError(code, "the verifier's thread ended", cause),
    );
    this.#options.onEnd(untouched);
    this.#worker.terminate().catch(() => undefined);
  }
}
