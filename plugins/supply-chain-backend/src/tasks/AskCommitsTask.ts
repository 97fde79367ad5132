import { LoggerService } from '@backstage/backend-plugin-api';
import type { GitHostClient } from '../clients/git-host/GitHostClient';
import { GitHostError } from '../clients/git-host/GitHostError';
import type { ClaimedCommit, CommitQueue } from '../database/CommitQueue';
import type { CommitAnswer } from '../verdict/CommitAnswer';
import { toCommitAnswer } from '../verdict/toCommitAnswer';

/** Asks the Git hosts about commits that are due, one after the other. */
export class AskCommitsTask {
  readonly #options: {
    queue: CommitQueue;
    client: GitHostClient;
    everyMs: number;
    branch?: string;
    acceptUnprotected: boolean;
    logger: LoggerService;
    now: () => Date;
  };

  constructor(options: {
    queue: CommitQueue;
    client: GitHostClient;
    everyMs: number;
    branch?: string;
    acceptUnprotected: boolean;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async run(signal?: AbortSignal): Promise<void> {
    const { queue, everyMs, now } = this.#options;
    while (!signal?.aborted) {
      const [commit] = await queue.claim({ limit: 1, now: now() });
      if (!commit) return;
      const { answer, retryAfterMs } = await this.#ask(commit);
      await queue.save(commit, answer, { everyMs, retryAfterMs, now: now() });
    }
  }

  async #ask({
    repository,
    sha,
  }: ClaimedCommit): Promise<{ answer: CommitAnswer; retryAfterMs?: number }> {
    const { client, branch, acceptUnprotected, logger, now } = this.#options;
    try {
      const facts = await client.getCommit({ repository, sha, branch });
      return {
        answer: toCommitAnswer(facts, { sha, acceptUnprotected, now: now() }),
      };
    } catch (error) {
      if (!GitHostError.is(error)) {
        logger.error('A Git host could not be asked about a commit', {
          repository,
          error: String(error),
        });
      }
      return {
        answer: {
          state: 'unknown',
          code: GitHostError.is(error) ? error.code : 'GIT_HOST_UNREACHABLE',
          sentence:
            `The Git host could not say whether the commit is on the branch: ${
              error instanceof Error ? error.message : String(error)
            }`.slice(0, 500),
        },
        retryAfterMs: GitHostError.is(error) ? error.retryAfterMs : undefined,
      };
    }
  }
}
