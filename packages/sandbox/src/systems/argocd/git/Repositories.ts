import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit, { Limit } from 'p-limit';
import { listRefs, Refs } from './listRefs';
import { normalizeGitUrl } from './normalizeGitUrl';
import {
  authorizationFor,
  RepositoryCredential,
} from './RepositoryCredentials';
import { isCommitSha, resolveRevision } from './resolveRevision';
import { runGit } from './runGit';
import { messageOf } from '../wire/messageOf';

export type RevisionMetadata = {
  author: string;
  date: string;
  message: string;
  tags?: string[];
};

/** Files of one commit on disk; whoever asked for them disposes of them. */
export type Checkout = { directory: string; dispose(): Promise<void> };

type Listing = { refs: Refs } | { error: Error };

/**
 * What Argo CD knows of Git repositories: their refs, as last listed, and a
 * bare mirror of each on disk from which commits are read.
 */
export class Repositories {
  readonly #directory: string;
  readonly #credentials: () => readonly RepositoryCredential[];
  readonly #listings = new Map<string, Listing>();
  readonly #listeners = new Set<(repoURL: string) => void>();
  readonly #locks = new Map<string, Limit>();
  readonly #trees = new Map<string, Promise<string | undefined>>();
  /** Commits that are in their mirror. Nothing is ever removed from one, and each question is a process. */
  readonly #fetched = new Set<string>();

  constructor(options: {
    directory: string;
    credentials: () => readonly RepositoryCredential[];
  }) {
    this.#directory = options.directory;
    this.#credentials = options.credentials;
  }

  /** Calls back whenever a repository turns out to have other refs, or another error, than when it was last listed. */
  onChange(listener: (repoURL: string) => void): void {
    this.#listeners.add(listener);
  }

  /** Lists the refs of a repository now. Errors are kept for `resolve`. */
  async refresh(repoURL: string): Promise<void> {
    await this.#list(repoURL);
  }

  /**
   * The commit that a branch, tag or commit id means.
   *
   * Without `fresh` the last listing answers, when there is one.
   *
   * @throws when the repository can't be listed or has no such revision
   */
  async resolve(
    repoURL: string,
    revision: string,
    options: { fresh?: boolean } = {},
  ): Promise<string> {
    if (isCommitSha(revision)) return revision;
    const known = options.fresh ? undefined : this.#listings.get(repoURL);
    const listing = known ?? (await this.#list(repoURL));
    if ('error' in listing) throw listing.error;
    const sha = resolveRevision(listing.refs, revision);
    if (!sha) {
      throw new Error(`unable to resolve '${revision}' to a commit SHA`);
    }
    return sha;
  }

  /** The id of the tree at `path` of a commit: the same as long as nothing below it changes. */
  async treeId(
    repoURL: string,
    sha: string,
    path: string,
  ): Promise<string | undefined> {
    const key = `${repoURL} ${sha} ${path}`;
    let tree = this.#trees.get(key);
    if (!tree) {
      tree = this.#readTreeId(repoURL, sha, path);
      this.#trees.set(key, tree);
      // What could not be read now may be readable the next time.
      tree.catch(() => this.#trees.delete(key));
      if (this.#trees.size > 2000) {
        this.#trees.delete(this.#trees.keys().next().value!);
      }
    }
    return tree;
  }

  /** Writes the files of a commit into a new folder. */
  async checkout(repoURL: string, sha: string): Promise<Checkout> {
    const mirror = await this.#mirrorWith(repoURL, sha);
    const folder = join(this.#directory, 'checkouts', randomUUID());
    const directory = join(folder, 'source');
    await mkdir(directory, { recursive: true });
    const dispose = () => rm(folder, { recursive: true, force: true });
    try {
      await runGit(
        [
          // A link could lead anywhere on this machine: write its target as text.
          ...['-c', 'core.symlinks=false', '-c', 'core.bare=false'],
          `--git-dir=${mirror}`,
          `--work-tree=${directory}`,
          ...['checkout', '--quiet', '--force', sha, '--', '.'],
        ],
        { directory, env: { GIT_INDEX_FILE: join(folder, 'index') } },
      );
    } catch (error) {
      await dispose();
      throw error;
    }
    return { directory, dispose };
  }

  async metadata(repoURL: string, sha: string): Promise<RevisionMetadata> {
    const mirror = await this.#mirrorWith(repoURL, sha);
    const format = '%an <%ae>%x00%ct%x00%B%x00%D';
    const output = await runGit(
      ['show', '--no-patch', '--decorate=full', `--format=${format}`, sha],
      { directory: mirror },
    );
    const [author, seconds, message, decorations] = output.split('\0');
    const tags = [...decorations.matchAll(/tag: refs\/tags\/([^,\n]+)/g)].map(
      ([, tag]) => tag,
    );
    return {
      author,
      date: new Date(Number(seconds) * 1000).toISOString().replace('.000', ''),
      message: message.trim(),
      ...(tags.length && { tags }),
    };
  }

  async #list(repoURL: string): Promise<Listing> {
    const authorization = authorizationFor(this.#credentials(), repoURL);
    const listing: Listing = await listRefs({ repoURL, authorization }).then(
      refs => ({ refs }),
      error => ({ error }),
    );
    const before = this.#listings.get(repoURL);
    this.#listings.set(repoURL, listing);
    if (before && describe(before) !== describe(listing)) {
      this.#listeners.forEach(listener => listener(repoURL));
    }
    return listing;
  }

  async #readTreeId(repoURL: string, sha: string, path: string) {
    const mirror = await this.#mirrorWith(repoURL, sha);
    const clean = path.replace(/^\.?\/+|\/+$/g, '');
    const output = await runGit(
      ['ls-tree', '-d', '--object-only', sha, '--', clean || '.'],
      { directory: mirror },
    );
    if (clean && clean !== '.') return output.trim() || undefined;
    const root = await runGit(['rev-parse', `${sha}^{tree}`], {
      directory: mirror,
    });
    return root.trim();
  }

  /** The mirror of a repository, with this commit in it. */
  async #mirrorWith(repoURL: string, sha: string): Promise<string> {
    const name = createHash('sha256')
      .update(normalizeGitUrl(repoURL))
      .digest('hex')
      .slice(0, 16);
    const mirror = join(this.#directory, 'mirrors', `${name}.git`);
    const commit = `${name} ${sha}`;
    if (this.#fetched.has(commit)) return mirror;
    let lock = this.#locks.get(name);
    if (!lock) {
      lock = pLimit(1);
      this.#locks.set(name, lock);
    }
    await lock(async () => {
      if (!existsSync(join(mirror, 'HEAD'))) {
        await mkdir(mirror, { recursive: true });
        await runGit(['init', '--quiet', '--bare', '.'], { directory: mirror });
      }
      if (await hasCommit(mirror, sha)) return;
      const fetch = (args: string[]) =>
        runGit(['fetch', ...args], {
          directory: mirror,
          config: this.#remote(repoURL),
        });
      try {
        await fetch(['origin', '--tags', '--force', '--prune']);
        if (await hasCommit(mirror, sha)) return;
        await fetch(['origin', sha, '--tags', '--force', '--prune']);
      } catch (error) {
        throw new Error(
          `failed to initialize repository resources: rpc error: code = Internal desc = Failed to checkout revision ${sha}: ${messageOf(
            error,
          )}`,
        );
      }
    });
    this.#fetched.add(commit);
    return mirror;
  }

  #remote(repoURL: string): Record<string, string> {
    const authorization = authorizationFor(this.#credentials(), repoURL);
    return {
      'remote.origin.url': repoURL,
      'remote.origin.fetch': '+refs/heads/*:refs/heads/*',
      // Housekeeping in the background would outlive this program.
      'gc.auto': '0',
      ...(authorization && {
        'http.extraHeader': `Authorization: ${authorization}`,
      }),
    };
  }
}

function describe(listing: Listing): string {
  return 'error' in listing
    ? listing.error.message
    : [...listing.refs].map(([name, sha]) => `${name} ${sha}`).join('\n');
}

async function hasCommit(mirror: string, sha: string): Promise<boolean> {
  return runGit(['cat-file', '-e', `${sha}^{commit}`], {
    directory: mirror,
  }).then(
    () => true,
    () => false,
  );
}
