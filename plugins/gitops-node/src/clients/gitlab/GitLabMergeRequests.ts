import { ConflictError, ServiceUnavailableError } from '@backstage/errors';
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
  commitSchema,
  diffsSchema,
  mergeRequestSchema,
  projectSchema,
} from './schema';

const PAGE_SIZE = 100;

type WireMergeRequest = z.output<typeof mergeRequestSchema>;

const STATES = {
  opened: 'open',
  // For the moment of a merge.
  locked: 'open',
  closed: 'closed',
  merged: 'merged',
} as const;

export class GitLabMergeRequests implements PullRequests {
  readonly #http: HostHttp;
  readonly #projectPath: readonly string[];
  readonly #path: readonly string[];
  readonly #repositoryUrl: string;

  constructor(options: {
    http: HostHttp;
    path: readonly string[];
    repositoryUrl: string;
  }) {
    this.#http = options.http;
    this.#projectPath = options.path;
    this.#path = [...options.path, 'merge_requests'];
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
        source_branch: options.head,
        target_branch: options.base,
        state: 'all',
        order_by: 'created_at',
        sort: 'desc',
        per_page: PAGE_SIZE,
      },
    });
    const listed = answer
      .read(z.array(mergeRequestSchema))
      .filter(wire => wire.source_project_id === wire.target_project_id);
    const found =
      listed.find(({ state }) => STATES[state] === 'open') ?? listed[0];
    return found && this.#toPullRequest(found);
  }

  async get(number: number): Promise<PullRequest> {
    return this.#toPullRequest(await this.#fetch(number));
  }

  async mergeBase({ base, headSha }: PullRequest): Promise<string> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#projectPath, 'repository', 'merge_base'],
      query: { 'refs[]': [base, headSha] },
    });
    return answer.read(commitSchema).id;
  }

  async listChangedPaths(number: number): Promise<string[]> {
    const paths = new Set<string>();
    for (let page = 1, more = true; more; page++) {
      const answer = await this.#http.request({
        method: 'GET',
        path: [...this.#path, String(number), 'diffs'],
        query: { page, per_page: PAGE_SIZE },
      });
      const diffs = answer.read(diffsSchema);
      diffs.forEach(diff => paths.add(diff.old_path).add(diff.new_path));
      more = diffs.length === PAGE_SIZE;
    }
    return [...paths];
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
      body: {
        source_branch: options.head,
        target_branch: options.base,
        title: options.title,
        description: options.body,
        remove_source_branch: true,
      },
      expect: [400],
    });
    if (answer.status === 400) {
      throw new ConflictError(
        `${this.#http.system} refused a merge request from ${
          options.head
        }: ${JSON.stringify(describeErrorBody(answer.text))}`,
      );
    }
    return this.#toPullRequest(answer.read(mergeRequestSchema));
  }

  async close(number: number, options: { body: string }): Promise<void> {
    await this.#http.request({
      method: 'PUT',
      path: [...this.#path, String(number)],
      body: { state_event: 'close', description: options.body },
      idempotent: true,
    });
  }

  async merge(pullRequest: PullRequest): Promise<MergeAnswer> {
    const { number, headSha, title } = pullRequest;
    const answer = await this.#http.request({
      method: 'PUT',
      path: [...this.#path, String(number), 'merge'],
      body: {
        sha: headSha,
        squash: await this.#maySquash(),
        squash_commit_message: `${title} (!${number})`,
        should_remove_source_branch: true,
      },
      // GitLab says 401 to an account that may not merge.
      expect: [401, 403, 404, 405, 406, 409, 422],
    });
    const wire = await this.#fetch(number);
    if (wire.state === 'merged') {
      return { result: 'merged', sha: mergeShaOf(wire) };
    }
    const status = wire.detailed_merge_status;
    const reason = `${describeErrorBody(answer.text)} (${status})`;
    switch (status) {
      case 'conflict':
      case 'broken_status':
      case 'need_rebase':
        return { result: 'conflict', reason };
      // It was refused, but would not be now.
      case 'mergeable':
      case 'checking':
      case 'unchecked':
      case 'preparing':
      case 'approvals_syncing':
        return { result: 'checking', reason };
      default:
        return { result: 'refused', reason };
    }
  }

  /** One change is one commit on the base, where the project allows it. */
  async #maySquash(): Promise<boolean> {
    const answer = await this.#http.request({
      method: 'GET',
      path: this.#projectPath,
    });
    return answer.read(projectSchema).squash_option !== 'never';
  }

  async #fetch(number: number): Promise<WireMergeRequest> {
    const answer = await this.#http.request({
      method: 'GET',
      path: [...this.#path, String(number)],
    });
    return answer.read(mergeRequestSchema);
  }

  #toPullRequest(wire: WireMergeRequest): PullRequest {
    if (!wire.sha) {
      throw new ServiceUnavailableError(
        `${this.#http.system} has not prepared merge request !${wire.iid} yet`,
      );
    }
    return {
      number: wire.iid,
      url: pullRequestUrlOf('gitlab', this.#repositoryUrl, wire.iid),
      state: STATES[wire.state],
      title: wire.title,
      body: wire.description ?? '',
      head: wire.source_branch,
      headSha: wire.sha,
      base: wire.target_branch,
      mergeSha: wire.state === 'merged' ? mergeShaOf(wire) : undefined,
    };
  }
}

/** With fast-forward merges there is no merge commit, and the head itself is on the base. */
function mergeShaOf(wire: WireMergeRequest): string | undefined {
  return (
    wire.merge_commit_sha ?? wire.squash_commit_sha ?? wire.sha ?? undefined
  );
}
