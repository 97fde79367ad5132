import git from 'isomorphic-git';
import fs from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { runGit } from './runGit';

export interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  path: string;
}

const SHA = /^[0-9a-f]{40}$/;

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
    if (SHA.test(name)) return name;
    const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`;
    return git.resolveRef({ ...this.#at, ref }).catch(() => undefined);
  }

  async message(commit: string): Promise<string> {
    return (await this.#commit(commit)).message;
  }

  async treeOf(commit: string): Promise<string> {
    return (await this.#commit(commit)).tree;
  }

  /** Of a commit or a tree. */
  async list(treeish: string): Promise<TreeEntry[]> {
    const { tree } = await git.readTree({ ...this.#at, oid: treeish });
    return tree.map(({ oid, ...entry }) => ({ ...entry, sha: oid }));
  }

  /** The file at a path of a commit or a tree. */
  async find(treeish: string, path: string): Promise<TreeEntry | undefined> {
    const [name, ...rest] = path.split('/');
    const entry = (await this.list(treeish)).find(each => each.path === name);
    if (rest.length) {
      return entry?.type === 'tree'
        ? this.find(entry.sha, rest.join('/'))
        : undefined;
    }
    return entry?.type === 'blob' ? { ...entry, path } : undefined;
  }

  async readBlob(sha: string): Promise<Buffer> {
    const { blob } = await git.readBlob({ ...this.#at, oid: sha });
    return Buffer.from(blob);
  }

  async writeBlob(content: Buffer): Promise<string> {
    return git.writeBlob({ ...this.#at, blob: content });
  }

  /** A tree like `base` with some entries set, or removed (`sha` undefined). */
  async writeTree(
    base: string | undefined,
    entries: ReadonlyArray<{ path: string; mode: string; sha?: string }>,
  ): Promise<string> {
    const tree = new Map(
      (base ? await this.list(base) : []).map(each => [each.path, each]),
    );
    const below = new Map<string, Array<(typeof entries)[number]>>();
    for (const { path, mode, sha } of entries) {
      const [name, ...rest] = path.split('/');
      if (rest.length) {
        const inner = { path: rest.join('/'), mode, sha };
        below.set(name, [...(below.get(name) ?? []), inner]);
      } else if (sha) {
        tree.set(name, { path: name, mode, sha, type: 'blob' });
      } else {
        tree.delete(name);
      }
    }
    for (const [path, inner] of below) {
      const folder = tree.get(path);
      const sha = await this.writeTree(
        folder?.type === 'tree' ? folder.sha : undefined,
        inner,
      );
      if ((await this.list(sha)).length) {
        tree.set(path, { path, mode: '040000', sha, type: 'tree' });
      } else {
        tree.delete(path);
      }
    }
    return git.writeTree({
      ...this.#at,
      tree: [...tree.values()].map(({ sha, type, ...entry }) => ({
        ...entry,
        oid: sha,
        type: type === 'tree' ? 'tree' : 'blob',
      })),
    });
  }

  async writeCommit(options: {
    tree: string;
    parents: readonly string[];
    message: string;
    author?: { name?: string; email?: string };
  }): Promise<string> {
    const { tree, parents, message, author } = options;
    const portal = { name: 'Portal', email: 'portal@meridian.example' };
    const at = { timestamp: Math.floor(Date.now() / 1000), timezoneOffset: 0 };
    return git.writeCommit({
      ...this.#at,
      commit: {
        tree,
        parent: [...parents],
        message,
        author: {
          name: author?.name ?? portal.name,
          email: author?.email ?? portal.email,
          ...at,
        },
        committer: { ...portal, ...at },
      },
    });
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
    if (!(await this.resolve(branch))) return false;
    await this.#run(['update-ref', '-d', `refs/heads/${branch}`]);
    return true;
  }

  async mergeBase(a: string, b: string): Promise<string> {
    const [base] = await git.findMergeBase({
      ...this.#at,
      oids: [(await this.resolve(a))!, (await this.resolve(b))!],
    });
    return base;
  }

  async changedPaths(from: string, to: string): Promise<string[]> {
    const args = ['diff', '--name-only', '--no-renames', '-z', from, to];
    const { stdout } = await this.#run(args);
    return stdout.toString().split('\0').filter(Boolean);
  }

  /** The tree of a merge, undefined when there is a conflict. */
  async mergeTree(base: string, head: string): Promise<string | undefined> {
    const { code, stdout } = await this.#run(
      ['merge-tree', '--write-tree', base, head],
      { expect: [1] },
    );
    return code === 0 ? stdout.toString().trim() : undefined;
  }

  get #at() {
    return { fs, gitdir: this.directory };
  }

  async #commit(oid: string) {
    return (await git.readCommit({ ...this.#at, oid })).commit;
  }

  #run(
    args: readonly string[],
    options: Partial<Parameters<typeof runGit>[1]> = {},
  ) {
    return runGit(args, { ...options, cwd: this.directory });
  }
}
