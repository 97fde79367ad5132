import { InputError } from '@backstage/errors';

const FORBIDDEN = /[\s~^:?*[\\\p{Cc}]|\.\.|@\{|\/\/|\.lock(\/|$)|(^|\/)\./u;

/** Refuses what `git check-ref-format --branch` refuses, with the field's name. */
export function checkBranchName(name: string, field: string): string {
  if (
    !name ||
    name.length > 100 ||
    name === '@' ||
    /^[-/]|[/.]$/.test(name) ||
    FORBIDDEN.test(name)
  ) {
    throw new InputError(
      `${field}: ${JSON.stringify(
        name,
      )} is not a branch name that Git allows (at most 100 characters)`,
    );
  }
  return name;
}
