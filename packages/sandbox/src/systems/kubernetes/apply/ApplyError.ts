/** A configuration that no version of the object could match; answered with 500 and no reason. */
export class ApplyError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ApplyError';
  }
}
