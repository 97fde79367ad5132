import { Knex } from 'knex';
import type { CommitAnswer } from '../verdict/CommitAnswer';
import { backOffMs, later } from './backOff';
import type { CommitTableRow } from './tables';

export type ClaimedCommit = Pick<
  CommitTableRow,
  'repository' | 'sha' | 'attempts'
>;

const claimMs = 2 * 60_000;
/** A commit that is not on the branch may be merged. */
const refusedMs = 10 * 60_000;

/** Which commits the Git hosts have to be asked about, each by one replica at a time. */
export class CommitQueue {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async claim(options: { limit: number; now: Date }): Promise<ClaimedCommit[]> {
    const { limit, now } = options;
    const at = now.toISOString();
    const isFree = (query: Knex.QueryBuilder) =>
      query.whereNull('claimed_until').orWhere('claimed_until', '<', at);
    const due = await this.#database('commits')
      .where('ask_at', '<=', at)
      .where(isFree)
      .orderBy('ask_at')
      .limit(limit)
      .select('repository', 'sha', 'attempts');
    const claimed: ClaimedCommit[] = [];
    for (const commit of due) {
      const { repository, sha } = commit;
      const taken = await this.#database('commits')
        .where({ repository, sha })
        .where('ask_at', '<=', at)
        .where(isFree)
        .update({ claimed_until: later(now, claimMs) });
      if (taken === 1) claimed.push(commit);
    }
    return claimed;
  }

  /**
   * Keeps an answer. The answer of a host that is down for a while does not take
   * the place of an older one that it gave, until that is due for the third time.
   */
  async save(
    commit: ClaimedCommit,
    answer: CommitAnswer,
    options: { everyMs: number; retryAfterMs?: number; now: Date },
  ): Promise<void> {
    const { repository, sha, attempts } = commit;
    const { everyMs, retryAfterMs, now } = options;
    const isUnknown = answer.state === 'unknown';
    const waitMs = {
      'on-branch': everyMs,
      refused: Math.min(refusedMs, everyMs),
      unknown: backOffMs(attempts + 1, retryAfterMs),
    }[answer.state];
    await this.#database.transaction(async tx => {
      const before = await tx('commits').where({ repository, sha }).first();
      if (!before) return;
      const asOf = before.as_of ? Date.parse(before.as_of) : 0;
      const keepsOld =
        isUnknown &&
        before.state === 'on-branch' &&
        now.getTime() - asOf < 3 * everyMs;
      const said = {
        state: answer.state,
        code: answer.code,
        sentence: answer.sentence,
        branch: answer.branch ?? null,
        title: answer.title ?? before.title,
        url: answer.url ?? before.url,
      };
      const isNew = (['state', 'code', 'sentence', 'branch'] as const).some(
        field => said[field] !== before[field],
      );
      await tx('commits')
        .where({ repository, sha })
        .update({
          ...(keepsOld ? {} : said),
          ...(isUnknown ? {} : { as_of: now.toISOString() }),
          ask_at: later(now, waitMs),
          attempts: isUnknown ? attempts + 1 : 0,
          claimed_until: null,
        });
      if (isNew && !keepsOld) {
        await tx('images')
          .where({ source_commit: sha })
          .update({ judge_at: now.toISOString() })
          .increment('judge_revision');
      }
      if (answer.code === 'GIT_HOST_RATE_LIMITED') {
        const { origin } = new URL(repository);
        await tx('commits')
          .where('repository', 'like', `${origin.replace(/[%_\\]/g, '')}/%`)
          .where('ask_at', '<', later(now, waitMs))
          .update({ ask_at: later(now, waitMs) });
      }
    });
  }
}

/** Sees to it that a commit is asked about. */
export async function ensureCommit(
  tx: Knex.Transaction,
  commit: { repository: string; sha: string },
  now: Date,
): Promise<void> {
  await tx('commits')
    .insert({
      ...commit,
      state: 'unknown',
      code: 'COMMIT_NOT_ASKED_YET',
      sentence: 'The Git host was not asked about the commit yet.',
      ask_at: now.toISOString(),
    })
    .onConflict(['repository', 'sha'])
    .ignore();
}

export function fromCommitRow(row: CommitTableRow): CommitAnswer {
  return {
    state: row.state,
    code: row.code as CommitAnswer['code'],
    sentence: row.sentence,
    branch: row.branch ?? undefined,
    title: row.title ?? undefined,
    url: row.url ?? undefined,
    asOf: row.as_of ? new Date(row.as_of) : undefined,
  };
}
