import { spawn } from 'node:child_process';
import { buffer, text } from 'node:stream/consumers';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Sam Rivera',
  GIT_AUTHOR_EMAIL: 'sam.rivera@meridian.example',
  GIT_COMMITTER_NAME: 'Sam Rivera',
  GIT_COMMITTER_EMAIL: 'sam.rivera@meridian.example',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/** Runs the machine's git; a non-zero exit is an error unless it is in `expect`. */
export async function runGit(
  args: readonly string[],
  options: {
    cwd: string;
    input?: string | Buffer;
    env?: Record<string, string>;
    expect?: readonly number[];
  },
): Promise<{ code: number; stdout: Buffer }> {
  const child = spawn('git', args, {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, ...IDENTITY, ...options.env },
  });
  child.stdin.end(options.input);
  const exit = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? -1));
  });
  const [stdout, stderr, code] = await Promise.all([
    buffer(child.stdout),
    text(child.stderr),
    exit,
  ]);
  if (code !== 0 && !options.expect?.includes(code)) {
    throw new Error(`git ${args.join(' ')} ended with ${code}: ${stderr}`);
  }
  return { code, stdout };
}
