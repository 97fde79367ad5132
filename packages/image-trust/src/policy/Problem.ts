/** Something in a file that can not stay so. */
export type Problem = {
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  /** e.g. `rules[0].signed.by`; empty for the file as a whole. */
  field: string;
  /** What is wrong, to be read after the field: "is missing". */
  problem: string;
  /** What to write instead. */
  fix: string;
};

/** One line for a person: `image-trust.yaml:12:5 rules[0].signed.by is missing. Add 'by'.` */
export function formatProblem(
  { line, column, field, problem, fix }: Problem,
  path: string,
): string {
  return `${path}:${line}:${column} ${field || 'the file'} ${problem}. ${fix}`;
}

/** A {@link Problem} whose place is a path in the document. */
export type Danger = Pick<Problem, 'problem' | 'fix'> & {
  path: readonly (string | number)[];
};
