import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

const usualMaxBytes = 10 * 1024 * 1024;

/** Lines of JSON in a file. A full file is put aside as `<file>.1`, and the one put aside before is gone. */
export class AuditLog {
  readonly #file: string;
  readonly #maxBytes: number;
  #size: number;

  constructor(file: string, options: { maxBytes?: number } = {}) {
    this.#maxBytes = options.maxBytes ?? usualMaxBytes;
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
    this.#size = existsSync(file) ? statSync(file).size : 0;
  }

  append(event: object): void {
    const line = `${JSON.stringify(event)}\n`;
    if (this.#size + line.length > this.#maxBytes) {
      renameSync(this.#file, `${this.#file}.1`);
      this.#size = 0;
    }
    appendFileSync(this.#file, line);
    this.#size += Buffer.byteLength(line);
  }

  /** Every line that is still there, oldest first. */
  lines(): string[] {
    return [`${this.#file}.1`, this.#file]
      .filter(existsSync)
      .flatMap(file => readFileSync(file, 'utf8').split('\n'))
      .filter(Boolean);
  }
}
