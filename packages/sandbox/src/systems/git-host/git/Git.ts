import { ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { runProgram } from '../../../processes/runProgram';

/** A git command that ended with an exit code that its caller did not expect. */
export class GitError extends Error {
  readonly name = 'GitError';
  readonly exitCode: number;
  readonly stderr: string;

  constructor(command: string, exitCode: number, stderr: string) {
    super(`git ${command} ended with ${exitCode}: ${stderr.trim()}`);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

export type GitOptions = {
  /** The bare repository. */
  directory: string;
  input?: string | Buffer;
  /** Exit codes that are answers, not failures; `[0]` without it. */
  exitCodes?: number[];
};

export type GitResult = { exitCode: number; stdout: Buffer };

/** Settings that every git process of this stand-in runs with, in place of any file of the user's. */
const settings: Record<string, string> = {
  // The state folder may have been made by another user, e.g. in a container.
  'safe.directory': '*',
  // Objects are few and the sandbox is thrown away: a background gc would only hold the folder when it is deleted.
  'gc.auto': '0',
  'receive.autogc': 'false',
  'core.fsync': 'none',
};

/** Runs the machine's git, cut off from the user's configuration, credentials and locale. */
export class Git {
  readonly env: NodeJS.ProcessEnv;

  constructor(options: { home: string }) {
    mkdirSync(options.home, { recursive: true });
    this.env = {
      PATH: process.env.PATH,
      HOME: options.home,
      LC_ALL: 'C',
      TZ: 'UTC',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      ...configEnvironment(settings),
    };
  }

  /** The environment with more settings than the usual ones. */
  envWith(more: Record<string, string>): NodeJS.ProcessEnv {
    return { ...this.env, ...configEnvironment({ ...settings, ...more }) };
  }

  /** Runs to the end and collects the output. */
  async run(args: string[], options: GitOptions): Promise<GitResult> {
    const result = await runProgram({
      file: 'git',
      args,
      directory: options.directory,
      env: this.env,
      input: options.input,
    });
    const { exitCode = -1, problem, stdout, stderr } = result;
    if (!(options.exitCodes ?? [0]).includes(exitCode)) {
      throw new GitError(args[0], exitCode, problem ?? stderr.toString());
    }
    return { exitCode, stdout };
  }

  /** Starts a process that its caller talks with. */
  spawn(args: string[], directory: string): ChildProcessWithoutNullStreams {
    return spawn('git', args, { cwd: directory, env: this.env });
  }
}

function configEnvironment(config: Record<string, string>): NodeJS.ProcessEnv {
  const entries = Object.entries(config);
  return {
    GIT_CONFIG_COUNT: String(entries.length),
    ...Object.fromEntries(
      entries.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
