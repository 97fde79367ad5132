/** Something may have changed: whoever waits looks again. */
export class ChangeSignal {
  readonly #waiting = new Set<() => void>();

  notify(): void {
    this.#waiting.forEach(wake => wake());
  }

  /** Resolves at the next notification, or when the time is up; rejects when the signal is aborted. */
  wait(options: { atMostMs: number; signal: AbortSignal }): Promise<void> {
    const { atMostMs, signal } = options;
    let stop = () => {};
    return new Promise<void>((resolve, reject) => {
      signal.throwIfAborted();
      const abort = () => reject(signal.reason);
      const timer = setTimeout(resolve, atMostMs);
      signal.addEventListener('abort', abort);
      this.#waiting.add(resolve);
      stop = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        this.#waiting.delete(resolve);
      };
    }).finally(() => stop());
  }
}
