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
  pullRequestSchema,
  repositorySchema,
} from './schema';

const PAGE_SIZE = 50;
/** How far back a pull request that is no longer open is looked for: the newest 200 of the repository. */
const CLOSED_PAGES = 4;
/** What Gitea says, with 405, for a conflict, for nothing to merge, and while it still compares. */
const TRY_AGAIN = 'Please try again later';

type WirePullRequest = z.output<typeof pullRequestSchema>;

export class GiteaPullRequests implements PullRequests {
  readonly #http: HostHttp;
  readonly #repositoryPath: readonly string[];
  readonly #path: readonly string[];
  readonly #repositoryUrl: string;

  constructor(options: {
    http: HostHttp;
    path: readonly string[];
    repositoryUrl: string;
  }) {
    this.#http = options.http;
    this.#repositoryPath = options.path;
    this.#path = [...options.path, 'pulls'];
    this.#repositoryUrl = options.repositoryUrl;
  }

  async find(options: {
    head: string;
    base: string;
  }): Promise<PullRequest | undefined> {
    return (
      (await this.#search('open', options, Infinity)) ??
      (await this.#search('closed', options, CLOSED_PAGES))
    );
  }

  async get(number: number): Promise<PullRequest> {
    return this.#toPullRequest(await this.#fetch(number));
  }

  async mergeBase({ number }: PullRequest): Promise<string> {
    return (await this.#fetch(number)).merge_base;
  }

  async listChangedPaths(number: number): Promise<string[]> {
    const paths: string[] = [];
    for (let page = 1, more = true; more; page++) {
      const answer = await this.#http.request({
        method: 'GET',
        path: [...this.#path, String(number), 'files'],
        query: { page, limit: PAGE_SIZE },
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
    });
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

  async merge({ number, headSha, title }: PullRequest): Promise<MergeAnswer> {
    const answer = await this.#http.request({
      method: 'POST',
      path: [...this.#path, String(number), 'merge'],
      body: {
        Do: await this.#mergeStyle(),
        MergeTitleField: `${title} (#${number})`,
        head_commit_id: headSha,
        delete_branch_after_merge: true,
      },
      // Gitea says 404 for one that was closed.
      expect: [403, 404, 405, 409],
    });
    const now = await this.#fetch(number);
    if (now.merged) {
      return { result: 'merged', sha: now.merge_commit_sha ?? undefined };
    }
    const reason = describeErrorBody(answer.text);
    if (answer.status === 405 && reason === TRY_AGAIN) {
      return now.mergeable
        ? { result: 'checking', reason }
        : { result: 'conflict', reason: `not mergeable: ${reason}` };
    }
    // Another merge was faster; or the head is another one, which stays so.
    return answer.status === 409 && now.head.sha === headSha
      ? { result: 'checking', reason }
      : { result: 'refused', reason };
  }

  /** One change is one commit on the base, where the repository allows it. */
  async #mergeStyle(): Promise<string> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#repositoryPath,
    });
    const repository = answer.read(repositorySchema);
    return repository.allow_squash_merge === false
      ? repository.default_merge_style ?? 'merge'
      : 'squash';
  }

  async #search(
    state: 'open' | 'closed',
    options: { head: string; base: string },
    pages: number,
  ): Promise<PullRequest | undefined> {
    for (let page = 1; page <= pages; page++) {
      const answer = await this.#http.request({
        method: 'GET',
        path: this.#path,
        query: { state, page, limit: PAGE_SIZE },
        // A repository that Gitea holds to be empty, as for a moment after its first push.
        expect: [404],
      });
      if (answer.status === 404) return undefined;
      const listed = answer.read(z.array(pullRequestSchema));
      const found = listed.find(
        ({ head, base }) =>
          head.label === options.head &&
          base.label === options.base &&
          head.repo_id === base.repo_id,
      );
      if (found) return this.#toPullRequest(found);
      if (listed.length < PAGE_SIZE) return undefined;
    }
    return undefined;
  }

  async #fetch(number: number): Promise<WirePullRequest> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, String(number)],
    });
    return answer.read(pullRequestSchema);
  }

  #toPullRequest(wire: WirePullRequest): PullRequest {
    return {
      number: wire.number,
      url: pullRequestUrlOf('gitea', this.#repositoryUrl, wire.number),
      state: wire.merged ? 'merged' : wire.state,
      title: wire.title,
      body: wire.body,
      head: wire.head.label,
      headSha: wire.head.sha,
      base: wire.base.label,
      mergeSha: (wire.merged && wire.merge_commit_sha) || undefined,
    };
  }
}
