/** `unknown` is what nobody can say now, with its cause; it is never a pass. */
export const answers = [
  'fail',
  'unknown',
  'pass with exception',
  'pass',
] as const;

export type Answer = (typeof answers)[number];

/** The worst of several answers; undefined of none. */
export function worstOf(given: readonly Answer[]): Answer | undefined {
  return answers.find(answer => given.includes(answer));
}
