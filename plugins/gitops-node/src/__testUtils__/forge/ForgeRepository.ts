import { BareRepository } from '../git/BareRepository';

export interface ForgePullRequest {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed' | 'merged';
  head: string;
  base: string;
  /** Where the head was when the pull request was last open. */
  headSha: string;
  /** Where they part. */
  baseSha: string;
  /** Where the base was then. */
  openedOn: string;
  mergeSha?: string;
  approvals: number;
  /** How many more questions about its mergeability are answered by "not known yet". */
  pendingChecks: number;
}

export class ForgeRepository {
  readonly id: number;
  readonly fullName: string;
  readonly visibility: string;
  readonly description: string;
  readonly bare: BareRepository;
  readonly pullRequests: ForgePullRequest[] = [];
  /** Approvals that a protected branch asks for. */
  readonly protection = new Map<string, number>();

  constructor(options: {
    id: number;
    fullName: string;
    visibility: string;
    description?: string;
    bare: BareRepository;
  }) {
    this.id = options.id;
    this.fullName = options.fullName;
    this.visibility = options.visibility;
    this.description = options.description ?? '';
    this.bare = options.bare;
  }

  branch(name: string): Promise<string | undefined> {
    return this.bare.resolve(`refs/heads/${name}`);
  }

  async pullRequest(number: number): Promise<ForgePullRequest | undefined> {
    const found = this.pullRequests.find(each => each.number === number);
    if (found) await this.#follow(found);
    return found;
  }

  /** Newest first. */
  async listPullRequests(filter: {
    head?: string;
    base?: string;
  }): Promise<ForgePullRequest[]> {
    const found = this.pullRequests.filter(
      ({ head, base }) =>
        (filter.head ?? head) === head && (filter.base ?? base) === base,
    );
    for (const each of found) await this.#follow(each);
    return found.reverse();
  }

  async openPullRequest(options: {
    head: string;
    base: string;
    title: string;
    body: string;
  }): Promise<
    | { opened: ForgePullRequest }
    | { opened?: undefined; refused: 'exists' | 'no-branch' | 'no-commits' }
  > {
    const [headSha, baseHead] = await Promise.all([
      this.branch(options.head),
      this.branch(options.base),
    ]);
    if (!headSha || !baseHead) return { refused: 'no-branch' };
    const existing = await this.listPullRequests(options);
    if (existing.some(each => each.state === 'open')) {
      return { refused: 'exists' };
    }
    const baseSha = await this.bare.mergeBase(baseHead, headSha);
    if (baseSha === headSha) return { refused: 'no-commits' };
    const opened: ForgePullRequest = {
      ...options,
      number: this.pullRequests.length + 1,
      state: 'open',
      headSha,
      baseSha,
      openedOn: baseHead,
      approvals: 0,
      pendingChecks: 1,
    };
    this.pullRequests.push(opened);
    await this.#follow(opened);
    return { opened };
  }

  async judge(
    pullRequest: ForgePullRequest,
  ): Promise<'checking' | 'conflict' | 'needs-approval' | 'clean'> {
    if (pullRequest.pendingChecks > 0) return 'checking';
    const tree = await this.bare.mergeTree(
      pullRequest.base,
      pullRequest.headSha,
    );
    if (!tree) return 'conflict';
    const needed = this.protection.get(pullRequest.base) ?? 0;
    return pullRequest.approvals < needed ? 'needs-approval' : 'clean';
  }

  /** Squashes one that was judged clean; undefined when the base has moved meanwhile. */
  async squash(
    pullRequest: ForgePullRequest,
    message: string,
  ): Promise<string | undefined> {
    const { base, headSha } = pullRequest;
    const from = await this.branch(base);
    const tree = from && (await this.bare.mergeTree(from, headSha));
    if (!tree) return undefined;
    const to = await this.bare.writeCommit({ tree, parents: [from], message });
    if (!(await this.bare.moveBranch(base, { from, to }))) return undefined;
    pullRequest.state = 'merged';
    pullRequest.mergeSha = to;
    return to;
  }

  /** An open pull request is always at its branch's head; the commits stay when the branch is gone. */
  async #follow(pullRequest: ForgePullRequest): Promise<void> {
    if (pullRequest.state !== 'open') return;
    const head = await this.branch(pullRequest.head);
    const base = await this.branch(pullRequest.base);
    if (head && base) {
      pullRequest.headSha = head;
      pullRequest.baseSha = await this.bare.mergeBase(base, head);
    }
  }
}
