import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  mirror: z.string(),
  fetchedAt: z.string().datetime(),
  trustedRoot: z.record(z.unknown()),
});

export type KeptRoot = { fetchedAt: Date; trustedRoot: unknown };

/**
 * The last root of a mirror that was fetched and could be used, in a file of
 * our own: a TUF client refuses to answer from its cache when the mirror is
 * down.
 */
export class LastGoodRoot {
  readonly #file: string;
  readonly #directory: string;
  readonly #mirror: string;

  constructor(options: { directory: string; domain: string; mirror: string }) {
    this.#directory = options.directory;
    this.#mirror = options.mirror;
    const name = encodeURIComponent(options.domain);
    this.#file = join(options.directory, `${name}.trusted-root.json`);
  }

  /** Undefined where there is none of this mirror, or none that can be read. */
  async read(): Promise<KeptRoot | undefined> {
    try {
      const kept = schema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
      if (kept.mirror !== this.#mirror) return undefined;
      const { trustedRoot } = kept;
      return { fetchedAt: new Date(kept.fetchedAt), trustedRoot };
    } catch {
      // Absent or damaged: the mirror or the seed has it.
      return undefined;
    }
  }

  async write({ fetchedAt, trustedRoot }: KeptRoot): Promise<void> {
    const mirror = this.#mirror;
    const fresh = `${this.#file}.${randomBytes(6).toString('hex')}`;
    await mkdir(this.#directory, { recursive: true });
    await writeFile(fresh, JSON.stringify({ mirror, fetchedAt, trustedRoot }));
    await rename(fresh, this.#file);
  }
}
