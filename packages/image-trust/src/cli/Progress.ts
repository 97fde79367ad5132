import type { Answer } from '../policy/Check';
import type { Output } from './Io';

/**
 * Says on stderr how far many images are: one line that is written over on a
 * terminal, about ten lines in a log. For a single image it is silent.
 */
export class Progress {
  readonly #output: Output;
  readonly #total: number;
  readonly #counts: Record<Answer, number> = { pass: 0, fail: 0, unknown: 0 };
  #done = 0;
  #said = 0;

  constructor(options: { output: Output; total: number }) {
    this.#output = options.output;
    this.#total = options.total;
  }

  /** One more image was judged, or, without an answer, read. */
  add(answer: Answer | undefined): void {
    this.#done += 1;
    if (answer) this.#counts[answer] += 1;
    if (this.#total < 2) return;
    if (this.#output.isTerminal) {
      this.#output.write(`\r\u001b[2K${this.#line()}`);
      return;
    }
    const tenths = Math.floor((this.#done * 10) / this.#total);
    if (tenths === this.#said) return;
    this.#said = tenths;
    this.#output.write(`${this.#line()}\n`);
  }

  /** Takes the line from the terminal again. */
  close(): void {
    if (this.#total >= 2 && this.#output.isTerminal) {
      this.#output.write('\r\u001b[2K');
    }
  }

  #line(): string {
    const { pass, fail, unknown } = this.#counts;
    const counts =
      pass + fail + unknown > 0
        ? `: ${pass} accepted, ${fail} refused, ${unknown} unknown`
        : '';
    return `${this.#done} of ${this.#total} images${counts}`;
  }
}
