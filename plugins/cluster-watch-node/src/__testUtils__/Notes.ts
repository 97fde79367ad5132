import { Knex } from 'knex';
import { KubernetesObject } from '../projection/KubernetesObject';
import { Projection, ProjectionChange } from '../projection/Projection';
import { WatchedKind } from '../projection/WatchedKind';

/** What a plugin keeps of a config map in these tests. */
export type Note = { text: string };

interface NoteRow {
  cluster: string;
  namespace: string;
  name: string;
  uid: string;
  text: string;
}

/** A plugin's table, with a record of every write to it. */
export class Notes implements Projection<Note> {
  readonly kind: WatchedKind;
  readonly revision: number;
  /** `+name` and `-name`, in the order in which they were written. */
  readonly writes: string[] = [];
  /** Thrown instead of the next write. */
  refusal: Error | undefined;
  readonly #database: Knex;

  private constructor(
    database: Knex,
    options: { kind?: Partial<WatchedKind>; revision?: number },
  ) {
    this.#database = database;
    this.revision = options.revision ?? 1;
    this.kind = {
      id: 'notes',
      group: '',
      versions: ['v1'],
      plural: 'configmaps',
      fieldSelector: 'metadata.namespace!=kube-system',
      ...options.kind,
    };
  }

  static async create(
    database: Knex,
    options: { kind?: Partial<WatchedKind>; revision?: number } = {},
  ): Promise<Notes> {
    if (!(await database.schema.hasTable('notes'))) {
      await database.schema.createTable('notes', table => {
        table.text('cluster');
        table.text('namespace');
        table.text('name');
        table.text('uid').primary();
        table.text('text');
      });
    }
    return new Notes(database, options);
  }

  project(object: KubernetesObject): Note | undefined {
    const { data } = object as { data?: { text?: string } };
    if (data?.text === 'nonsense') throw new Error('makes no sense');
    return data?.text === undefined ? undefined : { text: data.text };
  }

  async apply(
    tx: Knex.Transaction,
    { cluster, deletes, upserts }: ProjectionChange<Note>,
  ): Promise<void> {
    const { refusal } = this;
    this.refusal = undefined;
    for (const { name, uid } of deletes) {
      await tx<NoteRow>('notes').where({ cluster, uid }).delete();
      this.writes.push(`-${name}`);
    }
    for (const { name, namespace = '', uid, row } of upserts) {
      await tx<NoteRow>('notes')
        .insert({ cluster, namespace, name, uid, text: row.text })
        .onConflict('uid')
        .merge();
      this.writes.push(`+${name}`);
    }
    if (refusal) throw refusal;
  }

  /** `name=text` of every row. */
  async rows(): Promise<string[]> {
    const rows = await this.#database<NoteRow>('notes').orderBy('name');
    return rows.map(({ name, text }) => `${name}=${text}`);
  }

  takeWrites(): string[] {
    return this.writes.splice(0);
  }
}
