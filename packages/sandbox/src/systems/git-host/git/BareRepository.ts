import { Git, GitOptions, GitResult } from './Git';
import { GitObject, ObjectReader } from './ObjectReader';

/** One repository on disk: what git is asked about it goes through here. */
export class BareRepository {
  readonly directory: string;
  readonly #git: Git;
  readonly #reader: () => ObjectReader;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: {
    git: Git;
    directory: string;
    reader: () => ObjectReader;
  }) {
    this.#git = options.git;
    this.directory = options.directory;
    this.#reader = options.reader;
  }

  /** An object by id or full ref name; `undefined` when there is none. */
  read(name: string): Promise<GitObject | undefined> {
    return this.#reader().read(name);
  }

  /** The same without the content. */
  describe(name: string): Promise<GitObject | undefined> {
    return this.#reader().describe(name);
  }

  run(
    args: string[],
    options: Omit<GitOptions, 'directory'> = {},
  ): Promise<GitResult> {
    return this.#git.run(args, { ...options, directory: this.directory });
  }

  async text(
    args: string[],
    options: Omit<GitOptions, 'directory'> = {},
  ): Promise<string> {
    return (await this.run(args, options)).stdout.toString();
  }

  /** Runs one writer at a time: nothing moves a branch between a check and the write that relies on it. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work, work);
    this.#last = result.catch(() => {});
    return result;
  }
}
