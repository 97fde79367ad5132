import { ConflictError, InputError } from '@backstage/errors';
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
import { GitHubPullRequests } from './GitHubPullRequests';
import { GitHubTree } from './GitHubTree';
import { writeGitHubCommit } from './writeGitHubCommit';
import {
  branchSchema,
  fileSchema,
  ownerSchema,
  repositorySchema,
} from './schema';

/** A repository of an organisation, or of the portal's own account, on GitHub or GitHub Enterprise. */
export class GitHubRepository implements HostedRepository {
  readonly name: RepositoryName;
  readonly url: string;
  readonly pullRequests: PullRequests;
  readonly #http: HostHttp;
  readonly #path: readonly string[];
  readonly #gitCredentials: () => Promise<GitCredentials>;

  constructor(options: {
    name: RepositoryName;
    /** Root of GitHub's pages. */
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
    this.pullRequests = new GitHubPullRequests({
      http,
      owner: name.owner,
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
    return `${this.url}/blob/${branch}`;
  }

  async get(): Promise<Repository | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path,
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const { default_branch, visibility } = answer.read(repositorySchema);
    return { defaultBranch: default_branch, visibility };
  }

  async create(options: {
    description?: string;
    visibility: Visibility;
    defaultBranch: string;
  }): Promise<'created' | 'exists'> {
    const { owner, name } = this.name;
    const answer = await this.#http.request({
      method: 'POST',
      path: (await this.#isOrganization())
        ? ['orgs', owner, 'repos']
        : ['user', 'repos'],
      body: {
        name,
        description: options.description,
        visibility: options.visibility,
        private: options.visibility !== 'public',
      },
      expect: [422],
    });
    if (answer.status !== 422) return 'created';
    // 422 is a used name as well as a bad one.
    if (await this.get()) return 'exists';
    throw new InputError(
      `${this.system} refused to create ${owner}/${name}: ${JSON.stringify(
        describeErrorBody(answer.text),
      )}`,
    );
  }

  async protectBranch(
    branch: string,
    protection: BranchProtection,
  ): Promise<'protected' | 'unchanged'> {
    const path = [...this.#path, 'branches', branch, 'protection'];
    const existing = await this.#http.request({
      method: 'GET',
      path,
      expect: [404],
    });
    if (existing.status !== 404) return 'unchanged';
    await this.#http.request({
      method: 'PUT',
      path,
      body: {
        required_status_checks: null,
        // An administrator may merge without approval, but not rewrite what was built.
        enforce_admins: protection.changesBy === 'push',
        required_pull_request_reviews:
          protection.changesBy === 'push'
            ? null
            : {
                required_approving_review_count: protection.requiredApprovals,
              },
        restrictions: null,
        allow_force_pushes: false,
        allow_deletions: false,
      },
      idempotent: true,
    });
    return 'protected';
  }

  async getBranch(branch: string): Promise<BranchHead | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'branches', branch],
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const { commit } = answer.read(branchSchema);
    return { sha: commit.sha, message: commit.commit.message };
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.#http.request({
      method: 'DELETE',
      path: [...this.#path, 'git', 'refs', 'heads', ...branch.split('/')],
      // 422 "Reference does not exist".
      expect: [404, 422],
    });
  }

  async listFiles(
    sha: string,
    paths: readonly string[],
  ): Promise<Map<string, FileEntry>> {
    const tree = new GitHubTree({ http: this.#http, path: this.#path, sha });
    const files = new Map<string, FileEntry>();
    for (const path of paths) {
      const file = await tree.find(path);
      if (file) files.set(path, file);
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
    const sha = await writeGitHubCommit({
      ...options,
      http: this.#http,
      path: this.#path,
      parent: options.base.sha,
    });
    const answer = await this.#http.request({
      method: 'POST',
      path: [...this.#path, 'git', 'refs'],
      body: { ref: `refs/heads/${options.branch}`, sha },
      expect: [422],
    });
    if (answer.status === 422) {
      throw new ConflictError(
        `${this.system} refused the branch ${options.branch}: ${JSON.stringify(
          describeErrorBody(answer.text),
        )}`,
      );
    }
    return { sha };
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

  async #isOrganization(): Promise<boolean> {
    const answer = await this.#http.request({
      method: 'GET',
      path: ['users', this.name.owner],
    });
    return answer.read(ownerSchema).type === 'Organization';
  }
}
