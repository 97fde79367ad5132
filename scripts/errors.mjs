/**
 * Something that the person at the keyboard can put right: printed without a
 * stack trace, `fix` on its own line.
 */
export class SetupError extends Error {
  constructor(message, fix) {
    super(message);
    this.fix = fix;
  }
}

/** Prints an error and ends the process with 1. */
export function fail(error) {
  if (error instanceof SetupError) {
    console.error(`\n✗ ${error.message}`);
    if (error.fix) console.error(`  ${error.fix}`);
  } else {
    console.error(error);
  }
  process.exit(1);
}
