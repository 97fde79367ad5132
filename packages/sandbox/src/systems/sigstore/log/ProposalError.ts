/** Why a log does not take an entry; the message says what is wrong with which field. */
export class ProposalError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ProposalError';
  }

  static is(error: unknown): error is ProposalError {
    return error instanceof Error && error.name === 'ProposalError';
  }
}
