const LONGEST_MESSAGE = 300;

/** The plugin's database did not take what a cluster said, or does not answer. */
export class SinkError extends Error {
  override readonly name = 'SinkError';

  constructor(cause: unknown) {
    const text = cause instanceof Error ? cause.message : String(cause);
    // Database errors begin with the whole statement.
    super(text.slice(-LONGEST_MESSAGE), { cause });
  }
}
