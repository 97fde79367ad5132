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

/** The worst answer decides: refused, then unknown, then accepted. No answer at all is unknown. */
export function decideExitCode(answers: readonly Answer[]): ExitCode {
  if (answers.includes('fail')) return exitCodes.refused;
  if (answers.includes('unknown') || answers.length === 0) {
    return exitCodes.unknown;
  }
  return exitCodes.accepted;
}
