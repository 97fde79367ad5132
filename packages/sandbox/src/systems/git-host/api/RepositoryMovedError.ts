/** The repository was renamed: the answer is a redirect to the same route below its new name. */
export class RepositoryMovedError extends Error {
  readonly name = 'RepositoryMovedError';
  /** `owner/name` now. */
  readonly fullName: string;

  constructor(fullName: string) {
    super(`moved to ${fullName}`);
    this.fullName = fullName;
  }
}
