/** Something that whoever called can put right. */
export class UsageError extends Error {
  /** What to do instead: a sentence. */
  readonly fix: string;

  /**
   * @param field - the option, argument, file or line that is wrong
   * @param problem - what is wrong, to be read after the field: "is missing"
   */
  constructor(
    field: string,
    options: { problem: string; fix: string; cause?: unknown },
  ) {
    super(`${field} ${options.problem}`, { cause: options.cause });
    this.name = 'UsageError';
    this.fix = options.fix;
  }

  static is(error: unknown): error is UsageError {
    return error instanceof Error && error.name === 'UsageError';
  }
}
