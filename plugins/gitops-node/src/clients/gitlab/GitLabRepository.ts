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
import { GitLabMergeRequests } from './GitLabMergeRequests';
import {
  branchSchema,
  commitSchema,
  fileSchema,
  namespaceSchema,
  projectSchema,
  protectedBranchSchema,
} from './schema';

/** How many files are asked for at a time. */
const BATCH = 8;
/** GitLab's access levels. */
const NO_ACCESS = 0;
const DEVELOPER = 30;
const MAINTAINER = 40;

/** A project of a group, at any depth, or of a user on GitLab. */
export class GitLabRepository implements HostedRepository {
  readonly name: RepositoryName;
  readonly url: string;
  readonly pullRequests: PullRequests;
  readonly #http: HostHttp;
  readonly #path: readonly string[];
  readonly #gitCredentials: () => Promise<GitCredentials>;

  constructor(options: {
    name: RepositoryName;
    /** Root of GitLab's pages. */
    baseUrl: string;
    http: HostHttp;
    gitCredentials: () => Promise<GitCredentials>;
  }) {
    const { name, baseUrl, http, gitCredentials } = options;
    this.name = name;
    this.url = `${baseUrl}/${name.owner}/${name.name}`;
    this.#http = http;
    // The whole path, encoded, stands for the project's id.
    this.#path = ['projects', `${name.owner}/${name.name}`];
    this.#gitCredentials = gitCredentials;
    this.pullRequests = new GitLabMergeRequests({
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
    return `${this.url}/-/blob/${branch}`;
  }

  async get(): Promise<Repository | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path,
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const { default_branch, visibility } = answer.read(projectSchema);
    return { defaultBranch: default_branch ?? 'main', visibility };
  }

  async create(options: {
    description?: string;
    visibility: Visibility;
    defaultBranch: string;
  }): Promise<'created' | 'exists'> {
    const { owner, name } = this.name;
    const namespace = await this.#http.request({
      method: 'GET',
      path: ['namespaces', owner],
    });
    const answer = await this.#http.request({
      method: 'POST',
      path: ['projects'],
      body: {
        name,
        path: name,
        namespace_id: namespace.read(namespaceSchema).id,
        description: options.description,
        visibility: options.visibility,
      },
      expect: [400],
    });
    if (answer.status !== 400) return 'created';
    // 400 is a used name as well as a bad one.
    if (await this.get()) return 'exists';
    throw new InputError(
      `${this.system} refused to create ${owner}/${name}: ${JSON.stringify(
        describeErrorBody(answer.text),
      )}`,
    );
  }

  /** The number of approvals is a setting of the project that only paid editions have: it is not set here. */
  async protectBranch(
    branch: string,
    { changesBy }: BranchProtection,
  ): Promise<'protected' | 'unchanged'> {
    const rules = [...this.#path, 'protected_branches'];
    const existing = await this.#http.request({
      method: 'GET',
      path: [...rules, branch],
      expect: [404],
    });
    if (existing.status !== 404) {
      // GitLab protects a default branch by itself: no force pushes, maintainers push.
      if (changesBy === 'push') return 'unchanged';
      const { push_access_levels } = existing.read(protectedBranchSchema);
      if (push_access_levels.every(level => level.access_level === NO_ACCESS)) {
        return 'unchanged';
      }
      await this.#http.request({
        method: 'DELETE',
        path: [...rules, branch],
        expect: [404],
      });
    }
    await this.#http.request({
      method: 'POST',
      path: rules,
      body: {
        name: branch,
        push_access_level: changesBy === 'push' ? DEVELOPER : NO_ACCESS,
        merge_access_level: changesBy === 'push' ? DEVELOPER : MAINTAINER,
      },
    });
    return 'protected';
  }

  async getBranch(branch: string): Promise<BranchHead | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'repository', 'branches', branch],
      expect: [404],
    });
    if (answer.status === 404) return undefined;
    const { commit } = answer.read(branchSchema);
    return { sha: commit.id, message: commit.message };
  }

  async deleteBranch(branch: string): Promise<void> {
    await this.#http.request({
      method: 'DELETE',
      path: [...this.#path, 'repository', 'branches', branch],
      expect: [404],
    });
  }

  async listFiles(
    sha: string,
    paths: readonly string[],
  ): Promise<Map<string, FileEntry>> {
    const files = new Map<string, FileEntry>();
    for (let start = 0; start < paths.length; start += BATCH) {
      await Promise.all(
        paths.slice(start, start + BATCH).map(async path => {
          const entry = await this.#describeFile(sha, path);
          if (entry) files.set(path, entry);
        }),
      );
    }
    return files;
  }

  async readFile(sha: string, path: string): Promise<Buffer | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, 'repository', 'files', path],
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
    const answer = await this.#http.request({
      method: 'POST',
      path: [...this.#path, 'repository', 'commits'],
      body: {
        branch: options.branch,
        start_sha: options.base.sha,
        commit_message: options.message,
        author_name: options.author?.name,
        author_email: options.author?.email,
        actions: options.changes.map(change => ({
          action: change.operation,
          file_path: change.path,
          ...(change.operation !== 'delete' && {
            content: change.content.toString('base64'),
            encoding: 'base64',
          }),
        })),
      },
      expect: [400],
    });
    if (answer.status === 400) {
      throw new ConflictError(
        `${this.system} refused the commit to ${
          options.branch
        }: ${JSON.stringify(describeErrorBody(answer.text))}`,
      );
    }
    return { sha: answer.read(commitSchema).id };
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

  /** GitLab tells what a file is in the headers of a HEAD request. */
  async #describeFile(
    sha: string,
    path: string,
  ): Promise<FileEntry | undefined> {
    const { status, headers } = await this.#http.request({
      method: 'HEAD',
      path: [...this.#path, 'repository', 'files', path],
      query: { ref: sha },
      expect: [404],
    });
    const blob = headers.get('x-gitlab-blob-id');
    if (status === 404 || !blob) return undefined;
    const executable = headers.get('x-gitlab-execute-filemode') === 'true';
    return { sha: blob, executable };
  }
}
