/** Time as an argument, so that back-off and time limits are tested without waiting. */
export interface Clock {
  now(): Date;
  /** Milliseconds since some moment; never set back, unlike a machine's date. */
  elapsed(): number;
  /** Resolves after `milliseconds`; rejects when the signal is aborted first. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
