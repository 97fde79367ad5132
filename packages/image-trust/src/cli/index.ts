import { CommanderError } from 'commander';
import { version } from '../../package.json';
import { createProgram } from './program/createProgram';
import { ExitCode, exitCodes } from './ExitCode';
import type { Io } from './Io';
import { warn } from './warn';

export type { Io, Output } from './Io';
export { exitCodes, type ExitCode } from './ExitCode';

/**
 * Runs the command line. It never throws and never ends the process; what went
 * wrong is on stderr.
 *
 * @param argv - the arguments, without program and script
 * @returns how the process should end
 */
export async function main(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.usage;
  const program = createProgram(version, {
    io,
    onExit: ended => {
      code = ended;
    },
  });
  const all = [program, ...program.commands.flatMap(c => [c, ...c.commands])];
  for (const command of all) {
    command.exitOverride().configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
    });
  }
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) {
      // It has written already, and ends with 0 after help and version only.
      return error.exitCode === 0 ? exitCodes.accepted : exitCodes.usage;
    }
    warn(io, describe(error));
    return exitCodes.usage;
  }
}

function describe(error: unknown): string {
  if (isFixable(error)) {
    return `${error.message}.\n  ${error.fix}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function isFixable(error: unknown): error is Error & { fix: string } {
  return (
    error instanceof Error && 'fix' in error && typeof error.fix === 'string'
  );
}
