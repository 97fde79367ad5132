import { z } from 'zod';
import { FileEntry } from '../../change/ProposedFile';
import { HostHttp } from '../http/HostHttp';
import { treeSchema } from './schema';

type TreeEntry = z.output<typeof treeSchema>['tree'][number];

/**
 * The files of one commit, read folder by folder as they are asked for. The whole
 * tree in one answer is cut by GitHub when it is large, and its cost grows with the
 * repository; this one's grows with the change.
 */
export class GitHubTree {
  readonly #http: HostHttp;
  readonly #path: readonly string[];
  readonly #sha: string;
  readonly #folders = new Map<string, Promise<TreeEntry[]>>();

  constructor(options: {
    http: HostHttp;
    path: readonly string[];
    sha: string;
  }) {
    this.#http = options.http;
    this.#path = options.path;
    this.#sha = options.sha;
  }

  async find(path: string): Promise<FileEntry | undefined> {
    const entry = await this.#findEntry(path);
    return entry?.type === 'blob'
      ? { sha: entry.sha, executable: entry.mode === '100755' }
      : undefined;
  }

  async #findEntry(path: string): Promise<TreeEntry | undefined> {
    const slash = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(slash, 0));
    const entries = await this.#list(folder);
    return entries.find(entry => entry.path === path.slice(slash + 1));
  }

  #list(folder: string): Promise<TreeEntry[]> {
    const known = this.#folders.get(folder);
    if (known) return known;
    const listed = this.#fetch(folder);
    this.#folders.set(folder, listed);
    return listed;
  }

  async #fetch(folder: string): Promise<TreeEntry[]> {
    let sha = this.#sha;
    if (folder) {
      const entry = await this.#findEntry(folder);
      if (entry?.type !== 'tree') return [];
      sha = entry.sha;
    }
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'git', 'trees', sha],
    });
    return answer.read(treeSchema).tree;
  }
}
