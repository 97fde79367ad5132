import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Digest, digestOf } from './digest';

/** Bytes by their digest. What it gives back was hashed again. */
export interface ContentCache {
  get(digest: Digest): Promise<Buffer | undefined>;
  put(digest: Digest, bytes: Buffer): Promise<void>;
}

/** A cache in a folder: `sha256/ab/cdef…`, written whole or not at all. */
export class DirectoryCache implements ContentCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async get(digest: Digest): Promise<Buffer | undefined> {
    const file = this.#fileOf(digest);
    try {
      const bytes = await readFile(file);
      if (digestOf(bytes) === digest) return bytes;
      // Somebody changed it: forget it and ask the registry again.
      await rm(file, { force: true });
    } catch {
      // Not there, or not readable: the registry has it.
    }
    return undefined;
  }

  async put(digest: Digest, bytes: Buffer): Promise<void> {
    const file = this.#fileOf(digest);
    const fresh = `${file}.${randomBytes(6).toString('hex')}`;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(fresh, bytes);
    await rename(fresh, file);
  }

  #fileOf(digest: Digest): string {
    const hex = digest.slice('sha256:'.length);
    return join(this.#directory, 'sha256', hex.slice(0, 2), hex.slice(2));
  }
}

/** A cache in memory that forgets what was longest unused once it holds more than `maxBytes`. */
export class MemoryCache implements ContentCache {
  readonly #entries = new Map<Digest, Buffer>();
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(options: { maxBytes: number }) {
    this.#maxBytes = options.maxBytes;
  }

  async get(digest: Digest): Promise<Buffer | undefined> {
    const bytes = this.#entries.get(digest);
    if (bytes) {
      this.#entries.delete(digest);
      this.#entries.set(digest, bytes);
    }
    return bytes;
  }

  async put(digest: Digest, bytes: Buffer): Promise<void> {
    if (bytes.byteLength > this.#maxBytes || this.#entries.has(digest)) return;
    this.#entries.set(digest, bytes);
    this.#bytes += bytes.byteLength;
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= old.byteLength;
    }
  }
}
