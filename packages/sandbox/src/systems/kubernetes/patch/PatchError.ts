/**
 * A patch that cannot be applied.
 *
 * - `test-failed`: a `test` of a JSON patch found something else
 * - `invalid`: the patch does not fit the object, as a removal of what is not there
 * - `malformed`: it is no patch at all
 */
export class PatchError extends Error {
  constructor(
    readonly code: 'test-failed' | 'invalid' | 'malformed',
    message: string,
  ) {
    super(message);
    this.name = 'PatchError';
  }
}
