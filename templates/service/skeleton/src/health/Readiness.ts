/** A dependency without which a request cannot be answered. */
export interface ReadinessCheck {
  name: string;
  /** Rejects when the dependency cannot be used. */
  run(): Promise<void>;
}

export interface ReadinessAnswer {
  ready: boolean;
  /** Names of the checks that failed. */
  reasons: string[];
}

/** Tells whether this process should be sent requests. */
export class Readiness {
  readonly #checks: readonly ReadinessCheck[];
  #stopping = false;

  constructor(options: { checks?: readonly ReadinessCheck[] } = {}) {
    this.#checks = options.checks ?? [];
  }

  /** From now on it is not ready, whatever the checks say. */
  stop(): void {
    this.#stopping = true;
  }

  get stopping(): boolean {
    return this.#stopping;
  }

  async ask(): Promise<ReadinessAnswer> {
    if (this.#stopping) return { ready: false, reasons: ['stopping'] };
    const results = await Promise.allSettled(
      this.#checks.map(check => check.run()),
    );
    const reasons = this.#checks
      .filter((_, index) => results[index]?.status === 'rejected')
      .map(check => check.name);
    return { ready: reasons.length === 0, reasons };
  }
}
