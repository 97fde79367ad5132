import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Which steps of the filling are done, so that one that was interrupted goes on where it stopped. */
export class SeedState {
  readonly #file: string;
  readonly #done: Set<string>;

  constructor(file: string) {
    this.#file = file;
    this.#done = new Set(
      existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [],
    );
  }

  has(step: string): boolean {
    return this.#done.has(step);
  }

  /** Runs `work` unless it was done before; it counts as done when it returns. */
  async once(step: string, work: () => Promise<void>): Promise<void> {
    if (this.#done.has(step)) return;
    await work();
    this.#done.add(step);
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify([...this.#done], undefined, 2));
  }
}
