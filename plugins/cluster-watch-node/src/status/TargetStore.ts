import { Knex } from 'knex';
import { Fence } from '../lease/Fence';
import { fingerprintOf } from '../projection/fingerprintOf';
import { Projection } from '../projection/Projection';
import {
  OBJECTS,
  ObjectRow,
  StoredTime,
  TargetRow,
  TARGETS,
} from '../sink/tables';
import { Position, Target } from '../target/Target';
import { WatchStatus } from './WatchStatus';

/** A target with the position at which it stopped, if that is still worth something. */
export interface OpenedTarget {
  target: Target;
  position?: Position;
}

/** The rows of targets: which there are, and what they say. */
export class TargetStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  /** The targets of a cluster, with rows for new ones. A declaration that changed begins without a position. */
  async open(
    fence: Fence,
    options: { projections: readonly Projection[]; now: Date },
  ): Promise<OpenedTarget[]> {
    return fence.transaction(async tx => {
      const opened: OpenedTarget[] = [];
      for (const projection of options.projections) {
        for (const namespace of projection.kind.namespaces ?? ['']) {
          const row = await openRow(tx, {
            cluster: fence.cluster,
            kind: projection.kind.id,
            namespace,
            fingerprint: fingerprintOf(projection),
            now: options.now,
          });
          opened.push({
            target: {
              id: row.id,
              cluster: row.cluster,
              namespace: namespace || undefined,
              projection,
            },
            position: toPosition(row),
          });
        }
      }
      return opened;
    });
  }

  /** Rows of a cluster's targets that are not among `declared`. */
  async listUndeclared(
    cluster: string,
    declared: readonly Target[],
  ): Promise<TargetRow[]> {
    return this.#database<TargetRow>(TARGETS)
      .where({ cluster })
      .whereNotIn(
        'id',
        declared.map(({ id }) => id),
      )
      .orderBy('id');
  }

  /** Clusters of which there are rows, configured or not. */
  async listClusters(): Promise<string[]> {
    const rows = await this.#database<TargetRow>(TARGETS).distinct('cluster');
    return rows.map(({ cluster }) => cluster);
  }

  async remove(fence: Fence, id: number): Promise<void> {
    await fence.transaction(async tx => {
      await tx<ObjectRow>(OBJECTS).where({ target_id: id }).delete();
      await tx<TargetRow>(TARGETS).where({ id }).delete();
    });
  }

  async listStatus(filter: {
    cluster?: string;
    kind?: string;
  }): Promise<WatchStatus[]> {
    const where = {
      ...(filter.cluster !== undefined && { cluster: filter.cluster }),
      ...(filter.kind !== undefined && { kind: filter.kind }),
    };
    const rows = await this.#database<TargetRow>(TARGETS)
      .where(where)
      .orderBy(['cluster', 'kind', 'namespace']);
    const rejections = await this.#database<ObjectRow>(OBJECTS)
      .whereNotNull('rejection')
      .groupBy('target_id')
      .select('target_id')
      .count({ count: '*' });
    const rejected = new Map(
      rejections.map(row => [Number(row.target_id), Number(row.count)]),
    );
    return rows.map(row => toStatus(row, rejected.get(row.id) ?? 0));
  }
}

async function openRow(
  tx: Knex.Transaction,
  wanted: Pick<TargetRow, 'cluster' | 'kind' | 'namespace' | 'fingerprint'> & {
    now: Date;
  },
): Promise<TargetRow> {
  const { now, fingerprint, ...key } = wanted;
  const found = await tx<TargetRow>(TARGETS).where(key).first();
  if (found?.fingerprint === fingerprint) return found;
  if (found) {
    await tx<TargetRow>(TARGETS).where(key).update({
      fingerprint,
      api_version: null,
      resource_version: null,
      // What is stored was made by another projection.
      listed_at: null,
    });
  } else {
    await tx<TargetRow>(TARGETS).insert({
      ...key,
      fingerprint,
      state: 'waiting',
      state_since: now,
    });
  }
  const row = await tx<TargetRow>(TARGETS).where(key).first();
  if (!row) throw new Error(`No row of ${key.kind} in ${key.cluster}`);
  return row;
}

function toPosition(row: TargetRow): Position | undefined {
  return row.resource_version !== null && row.api_version !== null
    ? { version: row.api_version, resourceVersion: row.resource_version }
    : undefined;
}

function toStatus(row: TargetRow, rejected: number): WatchStatus {
  return {
    cluster: row.cluster,
    kind: row.kind,
    namespace: row.namespace || undefined,
    state: row.state,
    since: new Date(row.state_since),
    cause:
      row.cause_code === null
        ? undefined
        : { code: row.cause_code, message: row.cause_message ?? '' },
    apiVersion: row.api_version ?? undefined,
    listedAt: toDate(row.listed_at),
    confirmedAt: toDate(row.confirmed_at),
    lastEventAt: toDate(row.last_event_at),
    rejected,
  };
}

function toDate(time: StoredTime | null): Date | undefined {
  return time === null ? undefined : new Date(time);
}
