/** `unknown` is what nobody can say now, with its cause; it is never a pass. */
export const answers = [
  'fail',
  'unknown',
  'pass with exception',
  'pass',
] as const;

export type Answer = (typeof answers)[number];

/** The worst of several answers; undefined of none, because nothing that runs has no verdict. */
export function worstOf(given: readonly Answer[]): Answer | undefined {
  return answers.find(answer => given.includes(answer));
}

/** The one question, in three parts. */
export const questions = ['signed', 'scanned', 'source'] as const;

/**
 * - `signed`: a valid signature by an identity that the trust policy allows
 * - `scanned`: a report for this digest, fresh, within the thresholds
 * - `source`: signed provenance names a commit of the component's repository that is on its protected branch
 */
export type Question = (typeof questions)[number];
