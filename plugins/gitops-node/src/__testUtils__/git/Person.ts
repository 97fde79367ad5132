import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { runGit } from './runGit';

/** Somebody who works with a clone, beside the portal. */
export class Person {
  readonly #cloneUrl: string;

  /** @param cloneUrl - with credentials */
  constructor(cloneUrl: string) {
    this.#cloneUrl = cloneUrl;
  }

  /** Commits to a branch and pushes it; content undefined deletes. Makes an empty repository's first commit too. */
  async commit(options: {
    branch?: string;
    message: string;
    files: Record<string, string | undefined>;
  }): Promise<string> {
    const { branch = 'main', message, files } = options;
    return this.#inClone(branch, async cwd => {
      for (const [path, content] of Object.entries(files)) {
        const file = join(cwd, path);
        if (content === undefined) {
          await rm(file);
        } else {
          await mkdir(dirname(file), { recursive: true });
          await writeFile(file, content);
        }
      }
      await runGit(['add', '--all'], { cwd });
      await runGit(['commit', '--quiet', '-m', message], { cwd });
      await runGit(['push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`], {
        cwd,
      });
      return (await runGit(['rev-parse', 'HEAD'], { cwd })).stdout
        .toString()
        .trim();
    });
  }

  /** Files of a branch with their content. */
  async read(branch = 'main'): Promise<Record<string, string>> {
    return this.#inClone(branch, async cwd => {
      const files: Record<string, string> = {};
      for (const entry of await readdir(cwd, {
        recursive: true,
        withFileTypes: true,
      })) {
        const file = join(entry.parentPath, entry.name);
        const path = relative(cwd, file);
        if (entry.isFile() && !path.startsWith('.git/')) {
          files[path] = await readFile(file, 'utf8');
        }
      }
      return files;
    });
  }

  /** First lines of the commits of a branch, newest first. */
  async log(branch = 'main'): Promise<string[]> {
    return this.#inClone(branch, async cwd => {
      const { stdout } = await runGit(['log', '--format=%s'], { cwd });
      return stdout.toString().trim().split('\n');
    });
  }

  /** Branches of the repository. */
  async branches(): Promise<string[]> {
    const { stdout } = await runGit(['ls-remote', '--heads', this.#cloneUrl], {
      cwd: tmpdir(),
    });
    return [...stdout.toString().matchAll(/refs\/heads\/(.+)/g)].map(
      match => match[1],
    );
  }

  async #inClone<T>(
    branch: string,
    work: (cwd: string) => Promise<T>,
  ): Promise<T> {
    const cwd = await mkdtemp(join(tmpdir(), 'gitops-person-'));
    try {
      const cloned = await runGit(
        ['clone', '--quiet', '--branch', branch, this.#cloneUrl, '.'],
        { cwd, expect: [128] },
      );
      if (cloned.code !== 0) {
        await runGit(['init', '--quiet', '-b', branch], { cwd });
        await runGit(['remote', 'add', 'origin', this.#cloneUrl], { cwd });
      }
      return await work(cwd);
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  }
}
