import type { ImageEvidence, Policy } from '@portolan/image-trust';
import { Knex } from 'knex';
import { later } from '../database/backOff';
import { ensureCommit, fromCommitRow } from '../database/CommitQueue';
import { isNamedInReport, loadScan, loadSecrets } from '../database/loadScan';
import { unpackStructure } from '../database/pack';
import { saveVerdict } from '../database/saveVerdict';
import { syncFindings } from '../database/syncFindings';
import type { ImageTableRow } from '../database/tables';
import { DecidedVerdict, decideVerdict } from '../verdict/decideVerdict';
import type { Inspection } from '../verdict/Inspection';
import type { ScanThresholds } from '../verdict/ScanThresholds';

/** When nothing is going to change by itself. */
const never = '9999-12-31T00:00:00.000Z';

/** Answers the three questions about images, from what is in the tables. */
export class ImageJudge {
  readonly #database: Knex;
  readonly #policy: () => Policy | undefined;
  readonly #options: { staleAfterMs: number; thresholds: ScanThresholds };

  constructor(options: {
    database: Knex;
    policy: () => Policy | undefined;
    staleAfterMs: number;
    thresholds: ScanThresholds;
  }) {
    this.#database = options.database;
    this.#policy = options.policy;
    this.#options = options;
  }

  /**
   * Judges what is due, an image in a transaction: of two replicas, the second
   * finds it done.
   *
   * @returns how many there were
   */
  async judgeDue(options: { limit: number; now: Date }): Promise<number> {
    const { limit, now } = options;
    const due = await this.#database('images')
      .where('judge_at', '<=', now.toISOString())
      .orderBy('judge_at')
      .limit(limit)
      .select('id');
    for (const { id } of due) {
      await this.#database.transaction(tx => this.#judge(tx, id, now));
    }
    return due.length;
  }

  async #judge(tx: Knex.Transaction, id: number, now: Date): Promise<void> {
    const image = await tx('images')
      .where({ id })
      .where('judge_at', '<=', now.toISOString())
      .forUpdate()
      .first();
    if (!image) return;
    const evidence = image.evidence
      ? await unpackStructure<ImageEvidence>(image.evidence)
      : undefined;
    const inspection: Inspection = {
      reference: image.reference,
      evidence,
      cause: image.cause ?? undefined,
      isStale:
        image.as_of !== null &&
        now.getTime() - Date.parse(image.as_of) > this.#options.staleAfterMs,
    };
    const scan = await loadScan(tx, image);
    const shared = {
      inspection,
      policy: this.#policy(),
      scan,
      isNamed: !scan && (await isNamedInReport(tx, image)),
      secrets: (await loadSecrets(tx, image)).reduce(
        (sum, { count }) => sum + count,
        0,
      ),
      thresholds: this.#options.thresholds,
      now,
    };
    const verdicts: DecidedVerdict[] = [];
    const refs = await entityRefsOf(tx, id);
    for (const entityRef of refs) {
      const verdict = await this.#decide(tx, entityRef, shared);
      verdicts.push(verdict);
      await saveVerdict(tx, verdict, {
        imageId: id,
        digest: image.digest,
        entityRef,
        now,
      });
    }
    await tx('digest_checks')
      .where({ image_id: id })
      .whereNotIn('entity_ref', refs)
      .delete();
    if (verdicts.length > 0 && (await writesFindings(tx, image))) {
      const [{ findings }] = verdicts;
      await syncFindings(tx, image.digest, { findings, now });
    }
    await tx('images')
      .where({ id, judge_revision: image.judge_revision })
      .update({
        judge_at: nextTime(verdicts, now),
        source_commit:
          verdicts.find(({ commit }) => commit)?.commit?.sha ?? null,
      });
  }

  async #decide(
    tx: Knex.Transaction,
    entityRef: string,
    shared: Omit<Parameters<typeof decideVerdict>[0], 'component' | 'commitOf'>,
  ): Promise<DecidedVerdict> {
    const entity = entityRef
      ? await tx('entities').where({ entity_ref: entityRef }).first()
      : undefined;
    const input = {
      ...shared,
      component: entity && {
        entityRef,
        repository: entity.repository ?? undefined,
      },
    };
    const asked = decideVerdict({ ...input, commitOf: () => undefined });
    if (!asked.commit) return asked;
    await ensureCommit(tx, asked.commit, shared.now);
    const row = await tx('commits').where(asked.commit).first();
    const commit = row && fromCommitRow(row);
    return decideVerdict({ ...input, commitOf: () => commit });
  }
}

/** Whose it is where it runs; the empty one is for what belongs to nobody. */
async function entityRefsOf(
  tx: Knex.Transaction,
  imageId: number,
): Promise<string[]> {
  const rows = await tx('running')
    .where({ image_id: imageId })
    .distinct('entity_ref');
  return rows.map(({ entity_ref }) => entity_ref ?? '').sort();
}

/** Of several repositories that hold one digest, one says what was found in it. */
async function writesFindings(
  tx: Knex.Transaction,
  { id, digest }: ImageTableRow,
): Promise<boolean> {
  const first = await tx('images')
    .where({ digest, unused_since: null })
    .min({ id: 'id' })
    .first();
  return first?.id === id;
}

function nextTime(verdicts: readonly DecidedVerdict[], now: Date): string {
  const times = verdicts.flatMap(({ changesAt }) => changesAt?.getTime() ?? []);
  return times.length > 0
    ? later(now, Math.min(...times) - now.getTime())
    : never;
}
