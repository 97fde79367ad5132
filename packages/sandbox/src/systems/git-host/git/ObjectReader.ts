import { ChildProcessWithoutNullStreams } from 'node:child_process';

export type GitObject = {
  id: string;
  type: 'commit' | 'tree' | 'blob' | 'tag';
  size: number;
  /** Empty when only its description was asked for. */
  content: Buffer;
};

type Question = {
  withContent: boolean;
  resolve: (answer: GitObject | undefined) => void;
  reject: (error: Error) => void;
};

const header = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/;

/**
 * One `git cat-file --batch-command` that stays open, because most requests
 * need a few small objects and a process for each would cost more than all
 * the rest. It answers in order, and sees refs and objects that were written
 * after it started.
 *
 * A name must not hold a line feed, nor the syntax of relative paths, which
 * ends the process: callers pass object ids and full ref names only.
 */
export class ObjectReader {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #questions: Question[] = [];
  #pending = Buffer.alloc(0);
  #ended = false;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stdout.on('data', chunk => {
      this.#pending = this.#pending.length
        ? Buffer.concat([this.#pending, chunk])
        : chunk;
      this.#answer();
    });
    // Nobody reads what it complains about: a full pipe would stop it.
    child.stderr.resume();
    child.stdin.on('error', () => {});
    child.once('error', () => this.#fail());
    child.once('close', () => this.#fail());
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Nothing asked that was not answered yet. */
  get idle(): boolean {
    return this.#questions.length === 0;
  }

  read(name: string): Promise<GitObject | undefined> {
    return this.#ask('contents', name);
  }

  describe(name: string): Promise<GitObject | undefined> {
    return this.#ask('info', name);
  }

  close(): void {
    this.#child.stdin.end();
  }

  #ask(
    command: 'contents' | 'info',
    name: string,
  ): Promise<GitObject | undefined> {
    if (name.includes('\n')) return Promise.resolve(undefined);
    if (this.#ended) return Promise.reject(new Error('cat-file has ended'));
    return new Promise((resolve, reject) => {
      this.#questions.push({
        withContent: command === 'contents',
        resolve,
        reject,
      });
      this.#child.stdin.write(`${command} ${name}\n`);
    });
  }

  #answer(): void {
    while (this.#questions.length > 0) {
      const lineEnd = this.#pending.indexOf(10);
      if (lineEnd < 0) return;
      const match = header.exec(this.#pending.toString('latin1', 0, lineEnd));
      const { withContent, resolve } = this.#questions[0];
      if (!match) {
        // `<name> missing` or `<name> ambiguous`
        this.#take(lineEnd + 1);
        resolve(undefined);
        continue;
      }
      const size = Number(match[3]);
      const contentEnd = lineEnd + 1 + (withContent ? size + 1 : 0);
      if (this.#pending.length < contentEnd) return;
      const content = withContent
        ? Buffer.from(this.#pending.subarray(lineEnd + 1, contentEnd - 1))
        : Buffer.alloc(0);
      this.#take(contentEnd);
      resolve({
        id: match[1],
        type: match[2] as GitObject['type'],
        size,
        content,
      });
    }
  }

  #take(length: number): void {
    this.#pending = this.#pending.subarray(length);
    this.#questions.shift();
  }

  #fail(): void {
    this.#ended = true;
    this.#questions
      .splice(0)
      .forEach(({ reject }) => reject(new Error('cat-file has ended')));
  }
}
