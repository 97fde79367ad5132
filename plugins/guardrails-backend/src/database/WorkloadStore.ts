import { inBatches, workloadColumns } from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import type { MeshPod, PodOfWorkload } from '../mesh';
import type { WorkloadTableRow } from './tables';

export type NamespaceKey = { cluster: string; namespace: string };

/** Reads what runs. */
export class WorkloadStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** Entities that something that runs or ran belongs to. */
  async listEntityRefs(): Promise<string[]> {
    const rows = await this.#database('workloads')
      .whereNotNull('entity_ref')
      .distinct('entity_ref');
    return rows.flatMap(({ entity_ref }) => entity_ref ?? []);
  }

  async ofEntity(entityRef: string): Promise<WorkloadTableRow[]> {
    return this.#database('workloads')
      .where({ entity_ref: entityRef })
      .orderBy([...workloadColumns]);
  }

  async ofNamespaces(
    places: readonly NamespaceKey[],
  ): Promise<WorkloadTableRow[]> {
    const rows: WorkloadTableRow[] = [];
    for (const batch of inBatches(places)) {
      rows.push(
        ...(await this.#database('workloads')
          .whereIn(
            ['cluster', 'namespace'],
            batch.map(({ cluster, namespace }) => [cluster, namespace]),
          )
          .orderBy([...workloadColumns])),
      );
    }
    return rows;
  }

  /** Each namespace that something runs or ran in, with its owners and environments. */
  async listPlaces(): Promise<
    (NamespaceKey & { owner: string | null; environment: string | null })[]
  > {
    return this.#database('workloads').distinct(
      'cluster',
      'namespace',
      'owner',
      'environment',
    );
  }

  /** Pods of some namespaces, each with its workload and where it stands. */
  async podsOf(
    places: readonly NamespaceKey[],
  ): Promise<(PodOfWorkload & NamespaceKey)[]> {
    const pods: (PodOfWorkload & NamespaceKey)[] = [];
    for (const batch of inBatches(places)) {
      const rows = await this.#database('pods')
        .whereIn(
          ['cluster', 'namespace'],
          batch.map(({ cluster, namespace }) => [cluster, namespace]),
        )
        .orderBy(['cluster', 'namespace', 'name']);
      for (const row of rows) {
        pods.push({
          cluster: row.cluster,
          namespace: row.namespace,
          workload: { kind: row.workload_kind, name: row.workload_name },
          pod: JSON.parse(row.facts) as MeshPod,
        });
      }
    }
    return pods;
  }
}
