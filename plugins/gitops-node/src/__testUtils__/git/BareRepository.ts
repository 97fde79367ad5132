import { mkdir, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { runGit } from './runGit';

export interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  path: string;
}

/** A repository on disk, as the fakes keep it: with real objects, so that names, merges and conflicts are Git's own. */
export class BareRepository {
  readonly directory: string;

  static async init(directory: string): Promise<BareRepository> {
    await mkdir(directory, { recursive: true });
    await runGit(['init', '--quiet', '--bare', '-b', 'main'], {
      cwd: directory,
    });
    await runGit(['config', 'http.receivepack', 'true'], { cwd: directory });
    return new BareRepository(directory);
  }

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** The commit that a branch or a name of a commit stands for. */
  async resolve(name: string): Promise<string | undefined> {
    const { code, stdout } = await this.#run(
      ['rev-parse', '--verify', '--quiet', `${name}^{commit}`],
      { expect: [1, 128] },
    );
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  async message(commit: string): Promise<string> {
    return this.#text(['show', '--no-patch', '--format=%B', commit]);
  }

  async treeOf(commit: string): Promise<string> {
    return this.#text(['rev-parse', `${commit}^{tree}`]);
  }

  async list(treeish: string): Promise<TreeEntry[]> {
    const text = await this.#text(['ls-tree', '-z', treeish]);
    return text
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [, mode, type, sha, path] =
          /^(\d+) (\w+) ([0-9a-f]+)\t([^]*)$/.exec(line) ?? [];
        return { mode, type, sha, path };
      });
  }

  /** The file at a path of a commit. */
  async find(commit: string, path: string): Promise<TreeEntry | undefined> {
    const text = await this.#text(['ls-tree', '-z', commit, '--', path]);
    const match = /^(\d+) blob ([0-9a-f]+)\t/.exec(text);
    return match
      ? { mode: match[1], type: 'blob', sha: match[2], path }
      : undefined;
  }

  async readBlob(sha: string): Promise<Buffer> {
    return (await this.#run(['cat-file', 'blob', sha])).stdout;
  }

  async writeBlob(content: Buffer): Promise<string> {
    const args = ['hash-object', '-w', '--stdin'];
    const { stdout } = await this.#run(args, { input: content });
    return stdout.toString().trim();
  }

  /** A tree like `base` with some entries set, or removed (`sha` undefined). */
  async writeTree(
    base: string | undefined,
    entries: ReadonlyArray<{ path: string; mode: string; sha?: string }>,
  ): Promise<string> {
    const index = join(this.directory, `index-${randomUUID()}`);
    const env = { GIT_INDEX_FILE: index };
    try {
      if (base) await this.#run(['read-tree', base], { env });
      const input = entries
        .map(({ path, mode, sha }) =>
          sha ? `${mode} ${sha}\t${path}\0` : `0 ${'0'.repeat(40)}\t${path}\0`,
        )
        .join('');
      await this.#run(['update-index', '-z', '--index-info'], { env, input });
      const { stdout } = await this.#run(['write-tree'], { env });
      return stdout.toString().trim();
    } finally {
      await rm(index, { force: true });
    }
  }

  async writeCommit(options: {
    tree: string;
    parents: readonly string[];
    message: string;
    author?: { name?: string; email?: string };
  }): Promise<string> {
    const { tree, parents, message, author } = options;
    const env = {
      ...(author?.name && { GIT_AUTHOR_NAME: author.name }),
      ...(author?.email && { GIT_AUTHOR_EMAIL: author.email }),
    };
    const args = ['commit-tree', tree, ...parents.flatMap(p => ['-p', p])];
    const { stdout } = await this.#run(args, { input: message, env });
    return stdout.toString().trim();
  }

  /** Makes a branch; false when it is there already. */
  async createBranch(branch: string, sha: string): Promise<boolean> {
    return this.moveBranch(branch, { from: '0'.repeat(40), to: sha });
  }

  /** Moves a branch; false when it is no longer at `from`. */
  async moveBranch(
    branch: string,
    { from, to }: { from: string; to: string },
  ): Promise<boolean> {
    const args = ['update-ref', `refs/heads/${branch}`, to, from];
    return (await this.#run(args, { expect: [1, 128] })).code === 0;
  }

  async deleteBranch(branch: string): Promise<boolean> {
    if (!(await this.resolve(`refs/heads/${branch}`))) return false;
    await this.#run(['update-ref', '-d', `refs/heads/${branch}`]);
    return true;
  }

  async keepRef(ref: string, sha: string): Promise<void> {
    await this.#run(['update-ref', ref, sha]);
  }

  async mergeBase(a: string, b: string): Promise<string> {
    return this.#text(['merge-base', a, b]);
  }

  async changedPaths(from: string, to: string): Promise<string[]> {
    const args = ['diff', '--name-only', '--no-renames', '-z', from, to];
    return (await this.#text(args)).split('\0').filter(Boolean);
  }

  /** The tree of a merge, undefined when there is a conflict. */
  async mergeTree(base: string, head: string): Promise<string | undefined> {
    const { code, stdout } = await this.#run(
      ['merge-tree', '--write-tree', base, head],
      { expect: [1] },
    );
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  async #text(args: readonly string[]): Promise<string> {
    return (await this.#run(args)).stdout.toString().trim();
  }

  #run(
    args: readonly string[],
    options: Partial<Parameters<typeof runGit>[1]> = {},
  ) {
    return runGit(args, { ...options, cwd: this.directory });
  }
}
