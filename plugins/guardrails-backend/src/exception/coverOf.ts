import type { ReportedResult } from '../report';
import { isExpired } from './isExpired';
import type { ParsedException } from './ParsedException';

/** Whether exceptions cover a result. */
export type Cover = {
  /** Those that hold and that the report names, by `namespace/name`. */
  by: string[];
  /** Why it is skipped by none that holds; absent when it is covered, or not skipped by any. */
  broken?: string;
};

/**
 * Which exceptions cover a result: those that its report names, if they are there
 * and have not ended. One that could match but that the report does not name
 * covers nothing: nobody evaluated it. Pure.
 */
export function coverOf(
  result: Pick<ReportedResult, 'exceptions' | 'policy' | 'rule'>,
  options: {
    /** All of the cluster. */
    exceptions: readonly ParsedException[];
    now: Date;
  },
): Cover {
  const named = result.exceptions.map(name => ({
    name,
    found: options.exceptions.find(one => isNamed(one, name)),
  }));
  const holding = named.flatMap(({ found }) =>
    found && !isExpired(found, options.now) ? [keyOf(found)] : [],
  );
  if (named.length === 0 || holding.length > 0) return { by: holding };
  const [{ name, found }] = named;
  return {
    by: [],
    broken: found
      ? `the exception ${keyOf(found)} has ended`
      : `the exception ${name} is gone`,
  };
}

function isNamed(exception: ParsedException, name: string): boolean {
  return name.includes('/')
    ? keyOf(exception) === name
    : exception.exception.name === name;
}

function keyOf({ exception: { namespace, name } }: ParsedException): string {
  return namespace ? `${namespace}/${name}` : name;
}
