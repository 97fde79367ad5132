import type { ImageEvidence, Policy } from '@portolan/image-trust';
import { buildReport, evaluatePolicy } from '@portolan/image-trust';
import type {
  DigestDetail,
  DigestImage,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import { loadSecrets } from './loadScan';
import { unpackStructure } from './pack';
import type { ImageTableRow } from './tables';
import { toDigestVerdict } from './toDigestVerdict';

/** Reads what is known of digests, with its evidence. */
export class DigestStore {
  readonly #database: Knex;
  readonly #policy: () => Policy | undefined;
  readonly #now: () => Date;

  constructor(options: {
    database: Knex;
    policy: () => Policy | undefined;
    now: () => Date;
  }) {
    this.#database = options.database;
    this.#policy = options.policy;
    this.#now = options.now;
  }

  /** The entities that run a digest; undefined among them where it runs for none. */
  async listOwners(digest: string): Promise<(string | undefined)[]> {
    const rows = await this.#database('running')
      .where({ digest })
      .distinct('entity_ref')
      .limit(1000);
    return rows.map(({ entity_ref }) => entity_ref ?? undefined);
  }

  /**
   * @param entityRefs - the components whose answers are shown
   * @returns undefined where no such digest runs
   */
  async getDigest(
    digest: string,
    entityRefs: readonly (string | undefined)[],
  ): Promise<DigestDetail | undefined> {
    const images = await this.#database('images')
      .where({ digest, unused_since: null })
      .orderBy('id')
      .limit(20);
    if (images.length === 0) return undefined;
    return {
      digest,
      images: await Promise.all(
        images.map(image => this.#toImage(image, entityRefs)),
      ),
      secrets: await loadSecrets(this.#database, images[0]),
    };
  }

  async #toImage(
    image: ImageTableRow,
    entityRefs: readonly (string | undefined)[],
  ): Promise<DigestImage> {
    const refs = entityRefs.map(ref => ref ?? '');
    const checks = await this.#database('digest_checks')
      .where({ image_id: image.id })
      .whereIn('entity_ref', refs);
    const shown = [...new Set(checks.map(({ entity_ref }) => entity_ref))];
    return {
      reference: image.reference,
      image: image.within || image.reference,
      index: image.index_digest ?? undefined,
      verdicts: shown.sort().map(ref => ({
        entityRef: ref || undefined,
        ...toDigestVerdict(
          checks.filter(({ entity_ref }) => entity_ref === ref),
          image,
          { now: this.#now() },
        ),
      })),
      asOf: image.as_of ?? undefined,
      nextAt: image.verify_at,
      cause: image.cause ?? undefined,
      report: await this.#toReport(image),
    };
  }

  async #toReport({ evidence }: ImageTableRow): Promise<unknown> {
    if (!evidence) return undefined;
    const read = await unpackStructure<ImageEvidence>(evidence);
    const policy = this.#policy();
    return buildReport(
      read,
      policy && evaluatePolicy(read, { policy, now: this.#now() }),
    );
  }
}
