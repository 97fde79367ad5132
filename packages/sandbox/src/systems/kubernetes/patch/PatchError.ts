/**
 * A patch that can not be applied.
 *
 * - `test-failed`: a JSON patch's `test` does not hold
 * - `invalid`: an operation has no target, or a value no place
 * - `malformed`: it is no patch of its kind at all
 */
export class PatchError extends Error {
  readonly code: 'test-failed' | 'invalid' | 'malformed';

  constructor(code: PatchError['code'], message: string) {
    super(message);
    this.name = 'PatchError';
    this.code = code;
  }
}
