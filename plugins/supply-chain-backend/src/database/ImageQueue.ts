import type { ImageEvidence } from '@portolan/image-trust';
import { Knex } from 'knex';
import { backOffMs, later } from './backOff';
import { packStructure } from './pack';
import type { ImageTableRow } from './tables';

export type ClaimedImage = Pick<
  ImageTableRow,
  'id' | 'reference' | 'within' | 'registry' | 'attempts' | 'index_digest'
>;

/** Longer than the slowest reading: after that, the replica that claimed it is dead. */
const claimMs = 10 * 60_000;

/** Failures that may be over the next time. Everything else is as the registry has it. */
const passing = ['RATE_LIMITED', 'UNREACHABLE', 'DENIED'];

/** Which images have to be read, and by whom: each by one replica at a time. */
export class ImageQueue {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Images that run and are due, for this replica alone. */
  async claim(options: { limit: number; now: Date }): Promise<ClaimedImage[]> {
    const { limit, now } = options;
    const at = now.toISOString();
    const isFree = (query: Knex.QueryBuilder) =>
      query.whereNull('claimed_until').orWhere('claimed_until', '<', at);
    const due = await this.#database('images')
      .where('verify_at', '<=', at)
      .whereNull('unused_since')
      .where(isFree)
      .orderBy('verify_at')
      .limit(limit)
      .select(
        'id',
        'reference',
        'within',
        'registry',
        'attempts',
        'index_digest',
      );
    const claimed: ClaimedImage[] = [];
    for (const image of due) {
      const taken = await this.#database('images')
        .where({ id: image.id })
        .where('verify_at', '<=', at)
        .where(isFree)
        .update({ claimed_until: later(now, claimMs) });
      if (taken === 1) claimed.push(image);
    }
    return claimed;
  }

  /**
   * Keeps what was read. Where a place could not be read that may be read the
   * next time, what was known before stays.
   */
  async saveReading(
    image: ClaimedImage,
    evidence: ImageEvidence,
    options: { trust: string; everyMs: number; now: Date },
  ): Promise<void> {
    const { trust, everyMs, now } = options;
    const missing = evidence.unreadable.filter(({ code }) =>
      passing.includes(code),
    );
    const [domain] = evidence.unreadableDomains;
    const isWhole = missing.length === 0 && !domain;
    const index = evidence.subjects.find(({ role }) => role === 'index');
    const cause = missing[0]
      ? `${missing[0].at}: ${missing[0].found}`
      : domain && `trust domain '${domain.name}': ${domain.found}`;
    const packed = await packStructure(evidence);
    await this.#database.transaction(async tx => {
      const before = await tx('images').where({ id: image.id }).first('as_of');
      const keepsOld = !isWhole && Boolean(before?.as_of);
      await tx('images')
        .where({ id: image.id })
        .update({
          ...(keepsOld
            ? {}
            : {
                evidence: packed,
                trust,
                as_of: isWhole ? evidence.asOf.toISOString() : null,
              }),
          ...(index ? { index_digest: index.digest } : {}),
          cause: cause ?? null,
          attempts: isWhole ? 0 : image.attempts + 1,
          verify_at: later(
            now,
            isWhole
              ? everyMs
              : Math.min(everyMs, backOffMs(image.attempts + 1)),
          ),
          claimed_until: null,
          judge_at: now.toISOString(),
        })
        .increment('judge_revision');
      if (missing.some(({ code }) => code === 'RATE_LIMITED')) {
        await postponeRegistry(tx, image, now);
      }
    });
  }

  /** Keeps that an image could not be read at all. */
  async saveFailure(
    image: ClaimedImage,
    options: { cause: string; isRateLimited: boolean; now: Date },
  ): Promise<void> {
    const { cause, isRateLimited, now } = options;
    await this.#database.transaction(async tx => {
      await tx('images')
        .where({ id: image.id })
        .update({
          cause: cause.slice(0, 500),
          attempts: image.attempts + 1,
          verify_at: later(now, backOffMs(image.attempts + 1)),
          claimed_until: null,
          judge_at: now.toISOString(),
        })
        .increment('judge_revision');
      if (isRateLimited) await postponeRegistry(tx, image, now);
    });
  }

  /** Has another replica, or a later run, do it. */
  async release(image: ClaimedImage): Promise<void> {
    await this.#database('images')
      .where({ id: image.id })
      .update({ claimed_until: null });
  }

  /** Has everything read again whose signatures were judged by other trust domains. */
  async expireTrust(trust: string, now: Date): Promise<void> {
    await this.#database('images')
      .whereNotNull('trust')
      .whereNot({ trust })
      .where('verify_at', '>', now.toISOString())
      .update({ verify_at: now.toISOString() });
  }

  /** Has everything judged again, with what was read. */
  async judgeAll(now: Date): Promise<void> {
    await this.#database('images')
      .whereNull('unused_since')
      .update({ judge_at: now.toISOString() })
      .increment('judge_revision');
  }
}

/** What asks to be asked less is asked about nothing for a while, by no replica. */
async function postponeRegistry(
  tx: Knex.Transaction,
  { registry, attempts }: ClaimedImage,
  now: Date,
): Promise<void> {
  const until = later(now, backOffMs(attempts + 1));
  await tx('images')
    .where({ registry })
    .where('verify_at', '<', until)
    .update({ verify_at: until });
}
