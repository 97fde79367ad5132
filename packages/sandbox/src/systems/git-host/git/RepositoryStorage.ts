import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BareRepository } from './BareRepository';
import { Git } from './Git';
import { ObjectReader } from './ObjectReader';

/** As many readers as a page of the catalog's reads at once; older ones are ended. */
const openReaders = 16;

/** The folder of bare repositories, named by number so that a rename moves nothing. */
export class RepositoryStorage {
  readonly git: Git;
  readonly #directory: string;
  readonly #repositories = new Map<number, BareRepository>();
  /** By repository, the one used last at the end. */
  readonly #readers = new Map<number, ObjectReader>();

  constructor(options: { git: Git; directory: string }) {
    this.git = options.git;
    this.#directory = options.directory;
  }

  get directory(): string {
    return this.#directory;
  }

  async create(id: number, defaultBranch: string): Promise<BareRepository> {
    await rm(this.pathOf(id), { recursive: true, force: true });
    await this.git.run(
      [
        'init',
        '--quiet',
        '--bare',
        '--template=',
        `--initial-branch=${defaultBranch}`,
        '--end-of-options',
        this.pathOf(id),
      ],
      { directory: this.#directory },
    );
    return this.open(id);
  }

  open(id: number): BareRepository {
    const known = this.#repositories.get(id);
    if (known) return known;
    const opened = new BareRepository({
      git: this.git,
      directory: this.pathOf(id),
      reader: () => this.#reader(id),
    });
    this.#repositories.set(id, opened);
    return opened;
  }

  async remove(id: number): Promise<void> {
    this.#readers.get(id)?.close();
    this.#readers.delete(id);
    this.#repositories.delete(id);
    await rm(this.pathOf(id), { recursive: true, force: true });
  }

  /** The numbers of all repositories on disk. */
  async list(): Promise<number[]> {
    const names = await readdir(this.#directory);
    return names
      .map(name => Number(/^(\d+)\.git$/.exec(name)?.[1]))
      .filter(id => id > 0);
  }

  pathOf(id: number): string {
    return join(this.#directory, `${id}.git`);
  }

  close(): void {
    this.#readers.forEach(reader => reader.close());
    this.#readers.clear();
  }

  #reader(id: number): ObjectReader {
    let reader = this.#readers.get(id);
    this.#readers.delete(id);
    if (!reader || reader.ended) {
      reader = new ObjectReader(
        this.git.spawn(['cat-file', '--batch-command'], this.pathOf(id)),
      );
      this.#endOldReaders();
    }
    this.#readers.set(id, reader);
    return reader;
  }

  #endOldReaders(): void {
    for (const [id, reader] of this.#readers) {
      if (this.#readers.size < openReaders) return;
      if (!reader.idle) continue;
      this.#readers.delete(id);
      reader.close();
    }
  }
}
