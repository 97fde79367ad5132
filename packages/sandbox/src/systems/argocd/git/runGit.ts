import { runProgram } from '../../../processes/runProgram';

/** Git ended with an error; `stderr` is what it said. */
export class GitError extends Error {
  readonly code: number;
  readonly stderr: string;

  constructor(options: { args: string[]; code: number; stderr: string }) {
    super(
      `\`git ${options.args.join(' ')}\` failed exit status ${
        options.code
      }: ${options.stderr.trim()}`,
    );
    this.name = 'GitError';
    this.code = options.code;
    this.stderr = options.stderr;
  }
}

/** Runs the machine's git, apart from the user's configuration and without ever asking anybody. */
export async function runGit(
  args: string[],
  options: {
    directory: string;
    /** Settings for this run; they go through the environment, where other users can't read them. */
    config?: Record<string, string>;
    env?: Record<string, string>;
  },
): Promise<string> {
  const config = Object.entries(options.config ?? {});
  const { exitCode, problem, stdout, stderr } = await runProgram({
    file: 'git',
    args,
    directory: options.directory,
    maxBytes: 64 * 1024 * 1024,
    timeoutMs: 60_000,
    env: {
      PATH: process.env.PATH,
      HOME: options.directory,
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_COUNT: String(config.length),
      ...Object.fromEntries(
        config.flatMap(([key, value], index) => [
          [`GIT_CONFIG_KEY_${index}`, key],
          [`GIT_CONFIG_VALUE_${index}`, value],
        ]),
      ),
      ...options.env,
    },
  });
  if (exitCode === 0) return stdout.toString();
  throw new GitError({
    args,
    code: exitCode ?? 1,
    stderr: stderr.toString() || (problem ?? ''),
  });
}
