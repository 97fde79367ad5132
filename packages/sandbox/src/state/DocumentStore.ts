import Database from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * JSON documents in buckets, in one SQLite file a stand-in: what a stand-in
 * must still know after the sandbox was stopped, or killed.
 *
 * Calls are synchronous and on disk (write-ahead log) when they return.
 */
export class DocumentStore {
  readonly #db: Database.Database;

  static open(file: string): DocumentStore {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
    return new DocumentStore(new Database(file));
  }

  private constructor(db: Database.Database) {
    this.#db = db;
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.exec(
      'CREATE TABLE IF NOT EXISTS documents (bucket TEXT NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (bucket, key)) WITHOUT ROWID',
    );
  }

  get<T>(bucket: string, key: string): T | undefined {
    const row = this.#db
      .prepare('SELECT json FROM documents WHERE bucket = ? AND key = ?')
      .get(bucket, key) as { json: string } | undefined;
    return row && JSON.parse(row.json);
  }

  put(bucket: string, key: string, value: unknown): void {
    this.#db
      .prepare(
        'INSERT INTO documents (bucket, key, json) VALUES (?, ?, ?) ON CONFLICT (bucket, key) DO UPDATE SET json = excluded.json',
      )
      .run(bucket, key, JSON.stringify(value));
  }

  delete(bucket: string, key: string): void {
    this.#db
      .prepare('DELETE FROM documents WHERE bucket = ? AND key = ?')
      .run(bucket, key);
  }

  /** All documents of a bucket, ordered by key. */
  list<T>(bucket: string): Array<[key: string, value: T]> {
    const rows = this.#db
      .prepare('SELECT key, json FROM documents WHERE bucket = ? ORDER BY key')
      .all(bucket) as Array<{ key: string; json: string }>;
    return rows.map(row => [row.key, JSON.parse(row.json)]);
  }

  /** Runs `work` in one transaction: all of its writes or none. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work)();
  }

  close(): void {
    this.#db.close();
  }
}
