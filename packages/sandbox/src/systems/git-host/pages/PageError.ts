/** A page that cannot be shown, with a sentence that says why. */
export class PageError extends Error {
  readonly name = 'PageError';
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** The same for what does not exist and for what the reader may not know of. */
export function pageNotFound(): PageError {
  return new PageError(
    404,
    'There is nothing at this address, or it is private and you are not signed in as somebody who may see it.',
  );
}
