import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import { FileChange, FileEntry } from '../../change/ProposedFile';
import {
  Author,
  BranchHead,
  BranchProtection,
  HostedRepository,
  PullRequests,
  Repository,
  RepositoryFile,
  RepositoryName,
  Visibility,
} from '../../repositories/HostedRepository';
import { GitCredentials, pushFirstCommit } from '../git/pushFirstCommit';
import { describeErrorBody } from '../http/describeErrorBody';
import { HostHttp } from '../http/HostHttp';
import { GiteaPullRequests } from './GiteaPullRequests';
import {
  branchSchema,
  commitSchema,
  fileSchema,
  repositorySchema,
  treeSchema,
} from './schema';

/** A repository of an organisation on Gitea, and on Forgejo as far as they are the same. */
export class GiteaRepository implements HostedRepository {
  readonly name: RepositoryName;
  readonly url: string;
  readonly pullRequests: PullRequests;
  readonly #http: HostHttp;
  readonly #path: readonly string[];
  readonly #gitCredentials: () => Promise<GitCredentials>;

  constructor(options: {
    name: RepositoryName;
    /** Root of Gitea's pages. */
    baseUrl: string;
    http: HostHttp;
    gitCredentials: () => Promise<GitCredentials>;
  }) {
    const { name, baseUrl, http, gitCredentials } = options;
    this.name = name;
    this.url = `${baseUrl}/${name.owner}/${name.name}`;
    this.#http = http;
    this.#path = ['repos', name.owner, name.name];
    this.#gitCredentials = gitCredentials;
    this.pullRequests = new GiteaPullRequests({
      http,
      path: this.#path,
      repositoryUrl: this.url,
    });
  }

  get system(): string {
    return this.#http.system;
  }

  get cloneUrl(): string {
    return `${this.url}.git`;
  }

  contentsUrl(branch: string): string {
    return `${this.url}/src/branch/${branch}`;
  }

  async get(): Promise<Repository | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path,
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const repository = answer.read(repositorySchema);
    return {
      defaultBranch: repository.default_branch,
      visibility: repository.private ? 'private' : 'public',
    };
  }

  async create(options: {
    description?: string;
    visibility: Visibility;
    defaultBranch: string;
  }): Promise<'created' | 'exists'> {
    if (options.visibility === 'internal') {
      throw new InputError(
        'visibility: Gitea has no internal repositories, use private or public',
      );
    }
    const answer = await this.#http.request({
      method: 'POST',
      path: ['orgs', this.name.owner, 'repos'],
      body: {
        name: this.name.name,
        description: options.description ?? '',
        private: options.visibility === 'private',
        default_branch: options.defaultBranch,
      },
      expect: [409],
    });
    return answer.status === 409 ? 'exists' : 'created';
  }

  async protectBranch(
    branch: string,
    protection: BranchProtection,
  ): Promise<'protected' | 'unchanged'> {
    const rules = [...this.#path, 'branch_protections'];
    const existing = await this.#http.request({
      method: 'GET',
      path: [...rules, branch],
      expect: [404],
    });
    if (existing.status !== 404) return 'unchanged';
    await this.#http.request({
      method: 'POST',
      path: rules,
      // Gitea refuses to delete a protected branch, and force pushes unless a rule enables them.
      body:
        protection.changesBy === 'push'
          ? { rule_name: branch, enable_push: true }
          : {
              rule_name: branch,
              enable_push: false,
              required_approvals: protection.requiredApprovals,
            },
    });
    return 'protected';
  }

  async getBranch(branch: string): Promise<BranchHead | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'branches', ...branch.split('/')],
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const { commit } = answer.read(branchSchema);
    return { sha: commit.id, message: commit.message };
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.#http.request({
      method: 'DELETE',
      path: [...this.#path, 'branches', ...branch.split('/')],
      expect: [404],
    });
  }

  async listFiles(
    sha: string,
    paths: readonly string[],
  ): Promise<Map<string, FileEntry>> {
    const wanted = new Set(paths);
    const files = new Map<string, FileEntry>();
    for (let page = 1, more = true; more; page++) {
      const answer = await this.#http.request({
        method: 'GET',
        path: [...this.#path, 'git', 'trees', sha],
        query: { recursive: true, page },
      });
      const { tree, truncated } = answer.read(treeSchema);
      for (const entry of tree) {
        if (entry.type === 'blob' && wanted.has(entry.path)) {
          const executable = entry.mode === '100755';
          files.set(entry.path, { sha: entry.sha, executable });
        }
      }
      more = truncated && tree.length > 0;
    }
    return files;
  }

  async readFile(sha: string, path: string): Promise<Buffer | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'contents', ...path.split('/')],
      query: { ref: sha },
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    return Buffer.from(answer.read(fileSchema).content, 'base64');
  }

  async commitToNewBranch(options: {
    branch: string;
    base: { branch: string; sha: string };
    changes: readonly FileChange[];
    message: string;
    author?: Author;
  }): Promise<{ sha: string }> {
    // Gitea takes the head of `base.branch`, not a commit; what each file
    // replaces tells it when that is not the one that was read.
    const answer = await this.#http.request({
      method: 'POST',
      path: [...this.#path, 'contents'],
      body: {
        branch: options.base.branch,
        new_branch: options.branch,
        message: options.message,
        author: options.author,
        files: options.changes.map(change => ({
          operation: change.operation,
          path: change.path,
          content:
            change.operation === 'delete'
              ? undefined
              : change.content.toString('base64'),
          sha: change.operation === 'create' ? undefined : change.replaces.sha,
        })),
      },
      expect: [403, 404, 422],
    });
    if (answer.status >= 400) {
      const message = `${this.system} refused the commit to ${
        options.branch
      }: ${JSON.stringify(describeErrorBody(answer.text))}`;
      // The slower of two that make the branch at a time gets 403 as well.
      throw answer.status === 403 && !(await this.#mayPush())
        ? new NotAllowedError(message)
        : new ConflictError(message);
    }
    return { sha: answer.read(commitSchema).commit.sha };
  }

  async pushFirstCommit(options: {
    branch: string;
    files: readonly RepositoryFile[];
    message: string;
    author: Author;
  }): Promise<{ sha: string }> {
    return pushFirstCommit({
      ...options,
      system: this.system,
      cloneUrl: this.cloneUrl,
      credentials: await this.#gitCredentials(),
    });
  }

  async #mayPush(): Promise<boolean> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path,
    });
    return answer.read(repositorySchema).permissions.push;
  }
}
