import { ConflictError } from '@backstage/errors';
import { z } from 'zod';
import {
  MergeAnswer,
  PullRequest,
  PullRequests,
} from '../../repositories/HostedRepository';
import { pullRequestUrlOf } from '../../repositories/parseRepositoryUrl';
import { describeErrorBody } from '../http/describeErrorBody';
import { HostHttp } from '../http/HostHttp';
import {
  changedFilesSchema,
  comparisonSchema,
  mergeSchema,
  pullRequestSchema,
  repositorySchema,
} from './schema';

const PAGE_SIZE = 100;

type WirePullRequest = z.output<typeof pullRequestSchema>;

export class GitHubPullRequests implements PullRequests {
  readonly #http: HostHttp;
  readonly #owner: string;
  readonly #repositoryPath: readonly string[];
  readonly #path: readonly string[];
  readonly #repositoryUrl: string;

  constructor(options: {
    http: HostHttp;
    owner: string;
    path: readonly string[];
    repositoryUrl: string;
  }) {
    this.#http = options.http;
    this.#owner = options.owner;
    this.#repositoryPath = options.path;
    this.#path = [...options.path, 'pulls'];
    this.#repositoryUrl = options.repositoryUrl;
  }

  async find(options: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#path,
      query: {
        // Without the owner GitHub ignores the filter.
        head: `${this.#owner}:${options.head}`,
        base: options.base,
        state: 'all',
        sort: 'created',
        direction: 'desc',
        per_page: PAGE_SIZE,
      },
    });
    const listed = answer.read(z.array(pullRequestSchema));
    const found = listed.find(({ state }) => state === 'open') ?? listed[0];
    return found && this.#toPullRequest(found);
  }

  async get(number: number): Promise<PullRequest> {
    return this.#toPullRequest(await this.#fetch(number));
  }

  async mergeBase({ base, headSha }: PullRequest): Promise<string> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#repositoryPath, 'compare', `${base}...${headSha}`],
      query: { per_page: 1 },
    });
    return answer.read(comparisonSchema).merge_base_commit.sha;
  }

  async listChangedPaths(number: number): Promise<string[]> {
    const paths: string[] = [];
    for (let page = 1, more = true; more; page++) {
      const answer = await this.#http.request({
        method: 'GET',
        path: [...this.#path, String(number), 'files'],
        query: { page, per_page: PAGE_SIZE },
      });
      const files = answer.read(changedFilesSchema);
      for (const { filename, previous_filename } of files) {
        paths.push(filename);
        if (previous_filename) paths.push(previous_filename);
      }
      more = files.length === PAGE_SIZE;
    }
    return paths;
  }

  async open(options: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<PullRequest> {
    const answer = await this.#http.request({
      method: 'POST',
      path: this.#path,
      body: options,
      expect: [422],
    });
    if (answer.status === 422) {
      throw new ConflictError(
        `${this.#http.system} refused a pull request from ${
          options.head
        }: ${JSON.stringify(describeErrorBody(answer.text))}`,
      );
    }
    return this.#toPullRequest(answer.read(pullRequestSchema));
  }

  async close(number: number, options: { body: string }): Promise<void> {
    await this.#http.request({
      method: 'PATCH',
      path: [...this.#path, String(number)],
      body: { state: 'closed', body: options.body },
      idempotent: true,
    });
  }

  async merge(pullRequest: PullRequest): Promise<MergeAnswer> {
    const { number, headSha, title, head } = pullRequest;
    const answer = await this.#http.request({
      method: 'PUT',
      path: [...this.#path, String(number), 'merge'],
      body: {
        sha: headSha,
        merge_method: await this.#mergeMethod(),
        commit_title: `${title} (#${number})`,
      },
      expect: [403, 404, 405, 409],
    });
    if (answer.status === 200) {
      await this.#deleteHead(head);
      return { result: 'merged', sha: answer.read(mergeSchema).sha };
    }
    const reason = describeErrorBody(answer.text);
    const wire = await this.#fetch(number);
    if (wire.merged_at) {
      return { result: 'merged', sha: wire.merge_commit_sha ?? undefined };
    }
    if (wire.state === 'open' && answer.status === 405) {
      switch (wire.mergeable_state) {
        case 'dirty':
          return { result: 'conflict', reason };
        case 'unknown':
        case 'clean':
          return { result: 'checking', reason };
        default:
      }
    }
    return { result: 'refused', reason };
  }

  /** The repository may have deleted it already. */
  async #deleteHead(head: string): Promise<void> {
    await this.#http.request({
      method: 'DELETE',
      path: [
        ...this.#repositoryPath,
        'git',
        'refs',
        'heads',
        ...head.split('/'),
      ],
      expect: [403, 404, 422],
    });
  }

  /** One change is one commit on the base, where the repository allows it. */
  async #mergeMethod(): Promise<'squash' | 'merge' | 'rebase'> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#repositoryPath,
    });
    const repository = answer.read(repositorySchema);
    if (repository.allow_squash_merge !== false) return 'squash';
    return repository.allow_merge_commit !== false ? 'merge' : 'rebase';
  }

  async #fetch(number: number): Promise<WirePullRequest> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, String(number)],
    });
    return answer.read(pullRequestSchema);
  }

  #toPullRequest(wire: WirePullRequest): PullRequest {
    const merged = wire.merged_at !== null;
    return {
      number: wire.number,
      url: pullRequestUrlOf('github', this.#repositoryUrl, wire.number),
      state: merged ? 'merged' : wire.state,
      title: wire.title,
      body: wire.body ?? '',
      head: wire.head.ref,
      headSha: wire.head.sha,
      base: wire.base.ref,
      mergeSha: (merged && wire.merge_commit_sha) || undefined,
    };
  }
}
