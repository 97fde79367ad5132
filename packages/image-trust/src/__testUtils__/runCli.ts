import { main } from '../cli';
import type { ExitCode, Io } from '../cli';

export type Ended = { code: ExitCode; stdout: string; stderr: string };

/** For programs that must ask nobody. */
export const refusedFetch: typeof fetch = async input => {
  const url = input instanceof Request ? input.url : String(input);
  throw new Error(`nobody may be asked, and ${url} was`);
};

/** Runs the command line in this process, with its own world. */
export async function runCli(
  argv: readonly string[],
  io: Partial<Omit<Io, 'stdin' | 'stdout' | 'stderr'>> & {
    stdin?: string;
    terminal?: boolean;
  } = {},
): Promise<Ended> {
  const { stdin = '', terminal = false, ...rest } = io;
  let stdout = '';
  let stderr = '';
  const code = await main(argv, {
    stdin: (async function* chunks() {
      yield Buffer.from(stdin);
    })(),
    stdout: {
      write: text => {
        stdout += text;
      },
      isTerminal: terminal,
    },
    stderr: {
      write: text => {
        stderr += text;
      },
      isTerminal: terminal,
    },
    cwd: process.cwd(),
    env: {},
    fetch: refusedFetch,
    now: () => new Date('2026-06-01T12:00:00Z'),
    ...rest,
  });
  return { code, stdout, stderr };
}
