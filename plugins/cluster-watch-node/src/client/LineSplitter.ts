import { ClusterFailure } from './ClusterFailure';

/** Cuts a stream of bytes into lines; keeps at most one unfinished line. */
export class LineSplitter {
  readonly #longest: number;
  #rest: Buffer[] = [];
  #size = 0;

  /** `longest`: bytes of a line that is still believed. */
  constructor(longest: number) {
    this.#longest = longest;
  }

  /** The lines that this chunk ends, without their ends; empty ones are left out. */
  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    let end = chunk.indexOf(10);
    while (end >= 0) {
      this.#keep(chunk.subarray(start, end));
      const line = Buffer.concat(this.#rest).toString('utf8').trim();
      if (line) lines.push(line);
      this.#rest = [];
      this.#size = 0;
      start = end + 1;
      end = chunk.indexOf(10, start);
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
    return lines;
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    if (this.#size > this.#longest) {
      throw new ClusterFailure(
        'too-large',
        `sends a line of more than ${this.#longest} bytes`,
      );
    }
    this.#rest.push(part);
  }
}
