import type { Answer } from '../policy/Check';

/** How the command line ends, for whoever calls it. */
export const exitCodes = {
  accepted: 0,
  refused: 1,
  /** It could not be decided, which is not accepted. */
  unknown: 2,
  /** The command, a file of ours, or this machine is to blame; nothing was decided. */
  usage: 3,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The answer for many images is the worst of theirs; for none, nobody knows. */
export function decideAnswer(answers: readonly Answer[]): Answer {
  if (answers.includes('fail')) return 'fail';
  return answers.includes('unknown') || answers.length === 0
    ? 'unknown'
    : 'pass';
}

export function exitCodeOf(answer: Answer): ExitCode {
  switch (answer) {
    case 'pass':
      return exitCodes.accepted;
    case 'fail':
      return exitCodes.refused;
    default:
      return exitCodes.unknown;
  }
}
