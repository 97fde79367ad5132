import { DocumentStore } from '../../../state/DocumentStore';

/**
 * Records of one kind, numbered from 1. All are kept in memory, because this
 * process is their only writer; every change is on disk when the call returns.
 */
export class Collection<T extends { id: number }> {
  readonly #store: DocumentStore;
  readonly #bucket: string;
  readonly #records: Map<number, T>;

  constructor(store: DocumentStore, bucket: string) {
    this.#store = store;
    this.#bucket = bucket;
    this.#records = new Map(
      store
        .list<T>(bucket)
        .map(([, record]): [number, T] => [record.id, record])
        .sort(([one], [other]) => one - other),
    );
  }

  /** The next number; those of deleted records are not used again. */
  nextId(): number {
    const id = (this.#store.get<number>('counters', this.#bucket) ?? 0) + 1;
    this.#store.put('counters', this.#bucket, id);
    return id;
  }

  add(record: Omit<T, 'id'>): T {
    return this.#store.transaction(() =>
      this.save({ ...record, id: this.nextId() } as T),
    );
  }

  save(record: T): T {
    this.#store.put(this.#bucket, String(record.id), record);
    this.#records.set(record.id, record);
    return record;
  }

  /** Replaces some fields. */
  update(id: number, changes: Partial<Omit<T, 'id'>>): T {
    const record = this.#records.get(id);
    if (!record) throw new Error(`No ${this.#bucket} with id ${id}`);
    return this.save({ ...record, ...changes });
  }

  delete(id: number): void {
    this.#store.delete(this.#bucket, String(id));
    this.#records.delete(id);
  }

  get(id: number): T | undefined {
    return this.#records.get(id);
  }

  find(matches: (record: T) => boolean): T | undefined {
    for (const record of this.#records.values()) {
      if (matches(record)) return record;
    }
    return undefined;
  }

  /** In the order of their numbers. */
  filter(matches: (record: T) => boolean = () => true): T[] {
    return [...this.#records.values()].filter(matches);
  }

  deleteWhere(matches: (record: T) => boolean): void {
    this.filter(matches).forEach(({ id }) => this.delete(id));
  }
}
