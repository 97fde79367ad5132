import { z } from 'zod';

/** An answer that was expected; its body is read through a schema only. */
export class HostAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly #system: string;
  readonly #asked: string;

  constructor(options: {
    status: number;
    headers: Headers;
    text: string;
    system: string;
    asked: string;
  }) {
    this.status = options.status;
    this.headers = options.headers;
    this.text = options.text;
    this.#system = options.system;
    this.#asked = options.asked;
  }

  /** The body; one that does not fit is an error that names the system and the field. */
  read<T extends z.ZodTypeAny>(schema: T): z.output<T> {
    const result = schema.safeParse(this.#json());
    if (!result.success) {
      const [issue] = result.error.issues;
      const field = issue.path.join('.') || 'the body';
      throw new Error(
        `${this.#system} answered ${
          this.#asked
        } with something else than expected: ${field}: ${issue.message}`,
      );
    }
    return result.data;
  }

  #json(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }
}
