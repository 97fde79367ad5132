import { z } from 'zod';
import { failWith, request, SystemError } from './request';

const system = 'Git host';
const pageSize = 50;

const repositorySchema = z.object({
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string(),
  html_url: z.string(),
  empty: z.boolean(),
});

const commitSchema = z.object({
  sha: z.string(),
  html_url: z.string(),
  commit: z.object({
    message: z.string(),
    author: z.object({ name: z.string(), date: z.string() }),
  }),
});

const treeSchema = z.object({
  tree: z.array(z.object({ path: z.string(), type: z.string() })),
  truncated: z.boolean(),
});

export type Repository = {
  owner: string;
  name: string;
  defaultBranch: string;
  url: string;
};

export type Commit = {
  sha: string;
  url: string;
  message: string;
  author: string;
  date: string;
};

export type FileContent = { text: string; sha: string };

export type CommitState = 'pending' | 'success' | 'failure' | 'warning';

/** Which repository. */
export type RepositoryName = { owner: string; repository: string };

/** The Git host over Gitea's HTTP API. */
export class GitHostClient {
  readonly #url: string;
  readonly #token: string;
  readonly #signal: AbortSignal;

  constructor(options: { url: string; token: string; signal: AbortSignal }) {
    this.#url = options.url;
    this.#token = options.token;
    this.#signal = options.signal;
  }

  /** Repositories of an organisation that have a commit. */
  async listRepositories(organization: string): Promise<Repository[]> {
    const found: Repository[] = [];
    for (let page = 1; ; page++) {
      const items = z
        .array(repositorySchema)
        .parse(
          await this.#json(
            `/orgs/${encodeURIComponent(
              organization,
            )}/repos?limit=${pageSize}&page=${page}`,
          ),
        );
      found.push(...items.filter(item => !item.empty).map(toRepository));
      if (items.length === 0) return found;
    }
  }

  async getRepository(name: RepositoryName): Promise<Repository> {
    return toRepository(repositorySchema.parse(await this.#json(pathOf(name))));
  }

  async headOf(name: RepositoryName, branch: string): Promise<string> {
    const answer = z
      .object({ commit: z.object({ id: z.string() }) })
      .parse(
        await this.#json(
          `${pathOf(name)}/branches/${encodeURIComponent(branch)}`,
        ),
      );
    return answer.commit.id;
  }

  async getCommit(name: RepositoryName, sha: string): Promise<Commit> {
    const { html_url: url, commit } = commitSchema.parse(
      await this.#json(
        `${pathOf(
          name,
        )}/git/commits/${sha}?stat=false&files=false&verification=false`,
      ),
    );
    const { message, author } = commit;
    return { sha, url, message, author: author.name, date: author.date };
  }

  /** The commit that last changed a file. */
  async lastCommitOf(
    name: RepositoryName,
    branch: string,
    path: string,
  ): Promise<{ sha: string; url: string } | undefined> {
    const query = new URLSearchParams({
      sha: branch,
      path,
      limit: '1',
      stat: 'false',
      files: 'false',
      verification: 'false',
    });
    const [last] = z
      .array(commitSchema.pick({ sha: true, html_url: true }))
      .parse(await this.#json(`${pathOf(name)}/commits?${query}`));
    return last && { sha: last.sha, url: last.html_url };
  }

  /** Whether `commit` is `ancestor`'s descendant, or the same. */
  async contains(
    name: RepositoryName,
    commit: string,
    ancestor: string,
  ): Promise<boolean> {
    const answer = z
      .object({ total_commits: z.number() })
      .parse(
        await this.#json(`${pathOf(name)}/compare/${commit}...${ancestor}`),
      );
    return answer.total_commits === 0;
  }

  /** The repository's content at a commit, as a gzipped tar. */
  async fetchArchive(name: RepositoryName, sha: string): Promise<Buffer> {
    const response = await this.#send(`${pathOf(name)}/archive/${sha}.tar.gz`);
    if (!response.ok) {
      return failWith(system, response, `the archive of ${sha.slice(0, 7)}`);
    }
    return Buffer.from(await response.arrayBuffer());
  }

  /** Paths of all files on a branch. */
  async listFiles(name: RepositoryName, branch: string): Promise<string[]> {
    const found: string[] = [];
    for (let page = 1; ; page++) {
      const { tree, truncated } = treeSchema.parse(
        await this.#json(
          `${pathOf(name)}/git/trees/${encodeURIComponent(
            branch,
          )}?recursive=true&page=${page}&per_page=1000`,
        ),
      );
      found.push(
        ...tree.filter(({ type }) => type === 'blob').map(({ path }) => path),
      );
      if (!truncated || tree.length === 0) return found;
    }
  }

  /** Undefined when it is not there. */
  async readFile(
    name: RepositoryName,
    ref: string,
    path: string,
  ): Promise<FileContent | undefined> {
    const response = await this.#send(
      `${pathOf(name)}/contents/${encodePath(path)}?ref=${encodeURIComponent(
        ref,
      )}`,
    );
    if (response.status === 404) return undefined;
    if (!response.ok) return failWith(system, response, `GET ${path}`);
    const { content, sha } = z
      .object({ content: z.string(), sha: z.string() })
      .parse(await response.json());
    return { text: Buffer.from(content, 'base64').toString('utf8'), sha };
  }

  /**
   * Writes a file whose present content has the blob hash `sha`. `stale`:
   * somebody else changed it since it was read.
   */
  async writeFile(
    name: RepositoryName,
    file: {
      branch: string;
      path: string;
      text: string;
      sha: string;
      message: string;
    },
  ): Promise<
    | { result: 'written'; commit: { sha: string; url: string } }
    | { result: 'stale' }
  > {
    const response = await this.#send(
      `${pathOf(name)}/contents/${encodePath(file.path)}`,
      {
        method: 'PUT',
        body: {
          branch: file.branch,
          content: Buffer.from(file.text).toString('base64'),
          sha: file.sha,
          message: file.message,
        },
      },
    );
    if (response.status === 422 || response.status === 409) {
      await response.arrayBuffer();
      return { result: 'stale' };
    }
    if (!response.ok) return failWith(system, response, `PUT ${file.path}`);
    const { commit } = z
      .object({ commit: z.object({ sha: z.string(), html_url: z.string() }) })
      .parse(await response.json());
    return {
      result: 'written',
      commit: { sha: commit.sha, url: commit.html_url },
    };
  }

  async setStatus(
    name: RepositoryName,
    sha: string,
    status: {
      context: string;
      state: CommitState;
      description: string;
      targetUrl: string;
    },
  ): Promise<void> {
    const { targetUrl, ...rest } = status;
    const response = await this.#send(`${pathOf(name)}/statuses/${sha}`, {
      method: 'POST',
      body: { ...rest, target_url: targetUrl },
    });
    if (!response.ok) {
      await failWith(system, response, `a status of ${sha.slice(0, 7)}`);
    }
    await response.arrayBuffer();
  }

  async #json(path: string): Promise<unknown> {
    const response = await this.#send(path);
    if (!response.ok) return failWith(system, response, `GET ${path}`);
    return response.json();
  }

  #send(
    path: string,
    options: { method?: string; body?: unknown } = {},
  ): Promise<Response> {
    return request({
      system,
      url: `${this.#url}/api/v1${path}`,
      method: options.method,
      headers: {
        accept: 'application/json',
        authorization: `token ${this.#token}`,
        ...(options.body ? { 'content-type': 'application/json' } : {}),
      },
      body: options.body ? JSON.stringify(options.body) : undefined,
      signal: this.#signal,
    });
  }
}

/** Whether the Git host said that something is not there. */
export function isNotFound(error: unknown): boolean {
  return error instanceof SystemError && error.status === 404;
}

function toRepository(item: z.infer<typeof repositorySchema>): Repository {
  return {
    owner: item.owner.login,
    name: item.name,
    defaultBranch: item.default_branch,
    url: item.html_url,
  };
}

function pathOf({ owner, repository }: RepositoryName): string {
  return `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(
    repository,
  )}`;
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
