import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { checkBranchName } from '../change/checkBranchName';
import { checkFilePath } from '../change/checkFilePath';
import { checkProposedFiles } from '../change/checkProposedFiles';
import { GitHosts } from '../clients/GitHosts';
import { Author, PullRequest } from '../repositories/HostedRepository';
import { Clock } from '../time/Clock';
import {
  ChangePreview,
  ChangeState,
  GitOpsService,
  ProposeChangeOptions,
  ProposedChange,
  PublishedRepository,
  PublishRepositoryOptions,
  RepositoryPreview,
} from './GitOpsService';
import { KeyedQueue } from './KeyedQueue';
import { previewChange } from './previewChange';
import { ProposalContext } from './ProposalContext';
import { proposeChange } from './proposeChange';
import {
  previewRepository,
  PublishContext,
  publishRepository,
} from './publishRepository';
import { summarize } from './summarize';

/** Git itself, unlike the hosts' APIs, makes no commit without an author. */
const PORTAL: Author = { name: 'Portolan', email: 'portolan@localhost' };

export class DefaultGitOpsService implements GitOpsService {
  readonly #hosts: GitHosts;
  readonly #author?: Author;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  /**
   * Two calls for one branch would agree on the outcome by what is there, but Gitea merges
   * a pull request twice that it is asked to merge twice at the same moment.
   */
  readonly #queue = new KeyedQueue();

  constructor(options: {
    hosts: GitHosts;
    /** Who makes commits that nobody else is named for; the portal's account on the host when not given. */
    author?: Author;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#hosts = options.hosts;
    this.#author = options.author;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  async publishRepository(
    options: PublishRepositoryOptions,
  ): Promise<PublishedRepository> {
    const context = this.#publishContext(options);
    return this.#queue.run(context.repository.url, () =>
      publishRepository(context),
    );
  }

  async previewRepository(
    options: PublishRepositoryOptions,
  ): Promise<RepositoryPreview> {
    return previewRepository(this.#publishContext(options));
  }

  async proposeChange(options: ProposeChangeOptions): Promise<ProposedChange> {
    const context = this.#proposalContext(options);
    return this.#queue.run(`${context.repository.url} ${options.branch}`, () =>
      proposeChange(context),
    );
  }

  async previewChange(options: ProposeChangeOptions): Promise<ChangePreview> {
    return previewChange(this.#proposalContext(options));
  }

  async getChange(options: { pullRequestUrl: string }): Promise<ChangeState> {
    const { repository, number } = this.#hosts.pullRequest(
      options.pullRequestUrl,
    );
    return toChangeState(await repository.pullRequests.get(number));
  }

  async mergeChange(options: {
    pullRequestUrl: string;
    commit: string;
  }): Promise<ChangeState> {
    const { repository, number } = this.#hosts.pullRequest(
      options.pullRequestUrl,
    );
    const pullRequest = await repository.pullRequests.get(number);
    const state = toChangeState(pullRequest);
    if (state.state !== 'open') return state;
    if (pullRequest.headSha !== options.commit) {
      const reason = `people have added to pull request #${number}, so merging it is theirs`;
      return { ...state, reason };
    }
    const answer = await repository.pullRequests.merge(pullRequest);
    return answer.result === 'merged'
      ? {
          state: 'merged',
          pullRequest: { ...state.pullRequest, state: 'merged' },
          commit: answer.sha ?? pullRequest.headSha,
        }
      : { ...state, reason: answer.reason };
  }

  #proposalContext(options: ProposeChangeOptions): ProposalContext {
    const { branch, base, title, files, author = this.#author } = options;
    const repository = this.#hosts.repository(options.repositoryUrl);
    checkBranchName(branch, 'branch');
    if (base !== undefined) checkBranchName(base, 'base');
    if (branch === base) {
      throw new InputError(`branch: "${branch}" is the base itself`);
    }
    if (!title.trim()) throw new InputError('title: is empty');
    checkProposedFiles(files);
    return {
      repository,
      options: { ...options, author },
      clock: this.#clock,
      logger: this.#logger,
    };
  }

  #publishContext(options: PublishRepositoryOptions): PublishContext {
    const { defaultBranch = 'main', author = this.#author ?? PORTAL } = options;
    const repository = this.#hosts.repository(options.repositoryUrl);
    checkBranchName(defaultBranch, 'defaultBranch');
    checkFilePath(options.identity.path, 'identity.path');
    if (!options.files.length) {
      throw new InputError('files: there is no file to publish');
    }
    options.files.forEach(({ path }, index) =>
      checkFilePath(path, `files[${index}].path`),
    );
    return {
      repository,
      options: { ...options, defaultBranch, author },
      clock: this.#clock,
      logger: this.#logger,
    };
  }
}

function toChangeState(pullRequest: PullRequest): ChangeState {
  const summary = summarize(pullRequest);
  switch (pullRequest.state) {
    case 'merged':
      return {
        state: 'merged',
        pullRequest: summary,
        commit: pullRequest.mergeSha ?? pullRequest.headSha,
      };
    case 'closed':
      return { state: 'closed', pullRequest: summary };
    default:
      return { state: 'open', pullRequest: summary };
  }
}
