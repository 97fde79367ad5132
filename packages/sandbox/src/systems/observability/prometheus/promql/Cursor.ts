import { PrometheusError } from '../PrometheusError';

/** A place in the text of an expression. */
export class Cursor {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    this.#position += /^(\s|#[^\n]*)*/.exec(this.#rest)![0].length;
    return this.#position;
  }

  get atEnd(): boolean {
    return this.position >= this.#text.length;
  }

  get #rest(): string {
    return this.#text.slice(this.#position);
  }

  /** What stands here, without taking it. */
  peek(pattern: RegExp): string | undefined {
    return pattern.exec(this.#text.slice(this.position))?.[0];
  }

  /** Takes what stands here, when the pattern (which begins with `^`) meets it. */
  take(pattern: RegExp): string | undefined {
    const found = this.peek(pattern);
    if (found !== undefined) this.#position += found.length;
    return found;
  }

  /** @throws PrometheusError with line and column, as the parser counts them */
  fail(why: string, at = this.position): never {
    throw new PrometheusError(`${this.place(at)}: parse error: ${why}`);
  }

  place(at: number): string {
    const before = this.#text.slice(0, at);
    const line = before.split('\n').length;
    // From the second line on the parser counts the line break, too.
    const column = line === 1 ? at + 1 : at - before.lastIndexOf('\n') + 1;
    return `${line}:${column}`;
  }
}
