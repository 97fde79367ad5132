import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Bytes on disk: blobs by their digest, and uploads that are not finished.
 *
 * Which repository holds a blob is not said here. A blob is never removed from
 * the disk: no garbage collector runs here, as none runs in a live registry.
 */
export class BlobStore {
  readonly #blobs: string;
  readonly #uploads: string;

  constructor(directory: string) {
    this.#blobs = join(directory, 'blobs', 'sha256');
    this.#uploads = join(directory, 'uploads');
    mkdirSync(this.#blobs, { recursive: true });
    mkdirSync(this.#uploads, { recursive: true });
  }

  /** Undefined when it is not there. */
  async size(digest: string): Promise<number | undefined> {
    return sizeOf(this.#blobFile(digest));
  }

  read(digest: string, range?: { start: number; end: number }): Readable {
    return createReadStream(this.#blobFile(digest), range);
  }

  readAll(digest: string): Promise<Buffer> {
    return readFile(this.#blobFile(digest));
  }

  /** Stores bytes whose digest the caller has computed. */
  async write(digest: string, bytes: Buffer): Promise<void> {
    const fresh = join(this.#uploads, randomUUID());
    await writeFile(fresh, bytes);
    await rename(fresh, this.#blobFile(digest));
  }

  async startUpload(): Promise<string> {
    const uuid = randomUUID();
    await writeFile(this.#uploadFile(uuid), '');
    return uuid;
  }

  async uploadSize(uuid: string): Promise<number | undefined> {
    return sizeOf(this.#uploadFile(uuid));
  }

  /** Appends to an upload and returns its size then. */
  async append(uuid: string, content: Readable): Promise<number> {
    const file = this.#uploadFile(uuid);
    await pipeline(content, createWriteStream(file, { flags: 'a' }));
    return (await stat(file)).size;
  }

  /** Turns an upload into a blob when its content has this digest. */
  async finishUpload(uuid: string, digest: string): Promise<boolean> {
    const file = this.#uploadFile(uuid);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    if (`sha256:${hash.digest('hex')}` !== digest) return false;
    await rename(file, this.#blobFile(digest));
    return true;
  }

  async cancelUpload(uuid: string): Promise<void> {
    await rm(this.#uploadFile(uuid), { force: true });
  }

  #blobFile(digest: string): string {
    return join(this.#blobs, digest.slice('sha256:'.length));
  }

  #uploadFile(uuid: string): string {
    return join(this.#uploads, uuid);
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    found => found.size,
    () => undefined,
  );
}
