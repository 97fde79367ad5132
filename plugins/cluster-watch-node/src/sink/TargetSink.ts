import { Knex } from 'knex';
import { ObjectEvent } from '../client/watchEvents';
import { FencedOutError, Fence } from '../lease/Fence';
import { KubernetesObject } from '../projection/KubernetesObject';
import { objectKey } from '../projection/objectKey';
import { projectObject } from '../projection/projectObject';
import { Target } from '../target/Target';
import { KeyRange, ObjectIndex } from './ObjectIndex';
import { SinkError } from './SinkError';
import {
  ChangePlan,
  Incoming,
  isEmptyPlan,
  planChanges,
  StoredObject,
} from './planChanges';
import { TARGETS, TargetRow } from './tables';

/** Most objects that a projection is told of at once. */
const LARGEST_CHANGE = 500;
/** Rows of the index that are looked at in one go while a range is swept. */
const SWEEP = 1000;

/** Columns of a target that are written in the same transaction as its objects. */
export type TargetUpdate = Partial<Omit<TargetRow, 'id'>>;

/**
 * Brings one target's rows to what the cluster says, and writes nothing where they say it
 * already. Reads are outside of the transaction: nobody else writes this target's rows, and
 * if somebody does by now, the fence is what tells.
 */
export class TargetSink {
  readonly #database: Knex;
  readonly #fence: Fence;
  readonly #target: Target;
  readonly #index: ObjectIndex;

  constructor(options: { database: Knex; fence: Fence; target: Target }) {
    this.#database = options.database;
    this.#fence = options.fence;
    this.#target = options.target;
    this.#index = new ObjectIndex(this.#database);
  }

  /**
   * The objects of `range` are these and no others; what else is stored in it is removed.
   * A list that is read page by page is so compared with the index page by page, like two
   * sorted files, and neither is ever in memory.
   */
  async replaceRange(
    range: KeyRange,
    objects: readonly KubernetesObject[],
  ): Promise<void> {
    await this.putObjects(objects);
    const present = new Set(objects.map(object => objectKey(object.metadata)));
    await this.sweep(key => !present.has(key), range);
  }

  /** These objects are there; of others nothing is said. */
  async putObjects(objects: readonly KubernetesObject[]): Promise<void> {
    await this.#write(objects.map(object => this.#project(object)));
  }

  /** Removes what is stored and `isGone`. */
  async sweep(
    isGone: (key: string) => boolean,
    range: KeyRange = {},
  ): Promise<void> {
    let { after } = range;
    for (;;) {
      const rows = await this.#read(index =>
        index.readRange(this.#target.id, { ...range, after }, SWEEP),
      );
      const gone = rows.filter(row => isGone(row.key));
      await this.#write(
        gone.map(({ key }) => ({ result: 'gone', key })),
        { known: gone },
      );
      if (rows.length < SWEEP) return;
      after = rows[rows.length - 1].key;
    }
  }

  /**
   * What a watch told, in its order. With something to write, `update` is written in the
   * same transaction: objects and position never disagree.
   *
   * @returns whether something was written
   */
  async applyEvents(
    events: readonly ObjectEvent[],
    update: TargetUpdate,
  ): Promise<boolean> {
    return this.#write(
      events.map(({ type, object }) =>
        type === 'DELETED'
          ? { result: 'gone', key: objectKey(object.metadata) }
          : this.#project(object),
      ),
      { update },
    );
  }

  /** Writes to the target's own row. */
  async update(update: TargetUpdate): Promise<void> {
    await this.#transaction(async tx => {
      await tx<TargetRow>(TARGETS)
        .where({ id: this.#target.id })
        .update(update);
    });
  }

  #project(object: KubernetesObject): Incoming {
    const { cluster, projection } = this.#target;
    return projectObject(projection, object, { cluster });
  }

  async #write(
    incoming: readonly Incoming[],
    options: { known?: readonly StoredObject[]; update?: TargetUpdate } = {},
  ): Promise<boolean> {
    const { id } = this.#target;
    const stored = options.known
      ? new Map(options.known.map(row => [row.key, row]))
      : await this.#read(index =>
          index.find(id, [...new Set(incoming.map(({ key }) => key))]),
        );
    const plan = planChanges(incoming, stored);
    if (isEmptyPlan(plan)) return false;
    await this.#transaction(async tx => {
      await this.#apply(tx, plan);
      const index = new ObjectIndex(tx);
      await index.remove(id, plan.remove);
      await index.put(id, plan.put);
      if (options.update) {
        await tx<TargetRow>(TARGETS).where({ id }).update(options.update);
      }
    });
    return true;
  }

  async #apply(tx: Knex.Transaction, plan: ChangePlan): Promise<void> {
    const { cluster, projection } = this.#target;
    const { deletes, upserts } = plan;
    for (let start = 0; start < deletes.length; start += LARGEST_CHANGE) {
      const part = deletes.slice(start, start + LARGEST_CHANGE);
      await projection.apply(tx, { cluster, deletes: part, upserts: [] });
    }
    for (let start = 0; start < upserts.length; start += LARGEST_CHANGE) {
      const part = upserts.slice(start, start + LARGEST_CHANGE);
      await projection.apply(tx, { cluster, deletes: [], upserts: part });
    }
  }

  async #read<T>(read: (index: ObjectIndex) => Promise<T>): Promise<T> {
    try {
      return await read(this.#index);
    } catch (cause) {
      throw new SinkError(cause);
    }
  }

  async #transaction(
    work: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    try {
      await this.#fence.transaction(work);
    } catch (cause) {
      if (cause instanceof FencedOutError) throw cause;
      throw new SinkError(cause);
    }
  }
}
