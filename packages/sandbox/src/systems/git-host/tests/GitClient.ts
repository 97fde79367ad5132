import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type GitOutput = { code: number; stdout: string; stderr: string };

/** The machine's own git as a person uses it, in a folder of its own. */
export class GitClient {
  readonly directory = mkdtempSync(join(tmpdir(), 'git-client-'));

  run(args: string[], folder = '.', input?: Buffer): Promise<GitOutput> {
    return this.runBytes(args, folder, input).then(({ stdout, ...rest }) => ({
      ...rest,
      stdout: stdout.toString(),
    }));
  }

  async runBytes(
    args: string[],
    folder = '.',
    input?: Buffer | string,
  ): Promise<{ code: number; stdout: Buffer; stderr: string }> {
    const child = spawn('git', args, {
      cwd: join(this.directory, folder),
      env: {
        PATH: process.env.PATH,
        HOME: this.directory,
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_AUTHOR_NAME: 'Jane',
        GIT_AUTHOR_EMAIL: 'jane@example.dev',
        GIT_COMMITTER_NAME: 'Jane',
        GIT_COMMITTER_EMAIL: 'jane@example.dev',
      },
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.stdin.end(input);
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', exitCode => resolve(exitCode ?? -1));
    });
    return {
      code,
      stdout: Buffer.concat(stdout),
      stderr: Buffer.concat(stderr).toString(),
    };
  }

  /** Commits one file in a clone; returns the commit. */
  async commit(
    folder: string,
    file: string,
    content: string,
    message: string,
  ): Promise<string> {
    writeFileSync(join(this.directory, folder, file), content);
    await this.run(['add', file], folder);
    await this.run(['commit', '--quiet', '-m', message], folder);
    return this.head(folder);
  }

  async head(folder: string): Promise<string> {
    return (await this.run(['rev-parse', 'HEAD'], folder)).stdout.trim();
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

/** A clone address with a user's name and password in it, as people type it. */
export function withCredentials(
  url: string,
  username: string,
  secret: string,
): string {
  const address = new URL(url);
  address.username = username;
  address.password = secret;
  return address.href;
}
