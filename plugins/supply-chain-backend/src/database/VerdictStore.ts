import {
  ContainerVerdict,
  DisputedWorkload,
  EnvironmentVerdict,
  worstOf,
} from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import { CheckTableRow, ImageTableRow, RunningTableRow } from './tables';
import { toDigestVerdict } from './toDigestVerdict';

/** What is needed of an image beside its evidence, which is large. */
const head = [
  'id',
  'reference',
  'within',
  'digest',
  'index_digest',
  'as_of',
] as const;

/** Reads answers about components. */
export class VerdictStore {
  readonly #database: Knex;
  readonly #now: () => Date;

  constructor(options: { database: Knex; now: () => Date }) {
    this.#database = options.database;
    this.#now = options.now;
  }

  /** Three queries, however many environments there are. */
  async listEnvironments(
    entityRef: string,
    order: readonly string[],
  ): Promise<EnvironmentVerdict[]> {
    const running = await this.#database('running')
      .where({ entity_ref: entityRef })
      .orderBy('id');
    const ids = running.flatMap(({ image_id }) => image_id ?? []);
    const images = await this.#database('images')
      .whereIn('id', ids)
      .select(...head);
    const checks = await this.#database('digest_checks')
      .where({ entity_ref: entityRef })
      .whereIn('image_id', ids);
    const groups = new Map<string, RunningTableRow[]>();
    for (const row of running) {
      const key = JSON.stringify([
        row.environment ?? row.namespace,
        row.cluster,
        row.namespace,
      ]);
      groups.set(key, [...(groups.get(key) ?? []), row]);
    }
    const rank = ({ environment }: EnvironmentVerdict) =>
      order.includes(environment) ? order.indexOf(environment) : order.length;
    return [...groups.values()]
      .map(rows => toEnvironment(rows, { images, checks, now: this.#now() }))
      .sort(
        (a, b) =>
          rank(a) - rank(b) || a.environment.localeCompare(b.environment),
      );
  }

  /** Workloads with the entity's label that other entities have, too. */
  async listDisputed(entityRef: string): Promise<DisputedWorkload[]> {
    const entity = await this.#database('entities')
      .where({ entity_ref: entityRef })
      .first();
    if (!entity?.kubernetes_id) return [];
    const rows = await this.#database('running')
      .where({ kubernetes_id: entity.kubernetes_id })
      .whereNotNull('claimed_by')
      .distinct(
        'cluster',
        'namespace',
        'workload_kind',
        'workload_name',
        'claimed_by',
      );
    return rows.map(row => ({
      cluster: row.cluster,
      namespace: row.namespace,
      workload: { kind: row.workload_kind, name: row.workload_name },
      claimedBy: JSON.parse(row.claimed_by ?? '[]'),
    }));
  }
}

function toEnvironment(
  rows: readonly RunningTableRow[],
  options: {
    images: readonly Pick<ImageTableRow, 'id' | 'as_of'>[];
    checks: readonly CheckTableRow[];
    now: Date;
  },
): EnvironmentVerdict {
  const { images, checks, now } = options;
  const containers = rows.map((row): ContainerVerdict => {
    const image = images.find(({ id }) => id === row.image_id);
    return {
      workload: { kind: row.workload_kind, name: row.workload_name },
      container: row.container,
      role: row.role,
      image: row.image,
      digest: row.digest ?? undefined,
      previousDigest: row.previous_digest ?? undefined,
      pods: row.pods,
      since: row.since,
      verdict: toDigestVerdict(
        checks.filter(({ image_id }) => image_id === row.image_id),
        image,
        { now },
      ),
    };
  });
  const [{ environment, cluster, namespace }] = rows;
  return {
    environment: environment ?? namespace,
    cluster,
    namespace,
    answer: worstOf(containers.map(({ verdict }) => verdict.answer)),
    containers,
  };
}
