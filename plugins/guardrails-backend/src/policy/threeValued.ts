/** Yes, no, or undefined: nobody can tell. */
export type Known = boolean | undefined;

/** One no settles it, whatever the others are. */
export function allOf(given: readonly Known[]): Known {
  if (given.includes(false)) return false;
  return given.includes(undefined) ? undefined : true;
}

/** One yes settles it, whatever the others are. */
export function anyOf(given: readonly Known[]): Known {
  if (given.includes(true)) return true;
  return given.includes(undefined) ? undefined : false;
}

export function not(given: Known): Known {
  return given === undefined ? undefined : !given;
}
