/** An evidence directory that can not be read or written. */
export class EvidenceDirectoryError extends Error {
  readonly fix: string;

  constructor(path: string, options: { problem: string; fix: string }) {
    super(`${path} ${options.problem}`);
    this.name = 'EvidenceDirectoryError';
    this.fix = options.fix;
  }

  static is(error: unknown): error is EvidenceDirectoryError {
    return error instanceof Error && error.name === 'EvidenceDirectoryError';
  }
}
