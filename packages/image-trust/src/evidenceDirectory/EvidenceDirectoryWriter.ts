import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Digest, digestOf } from '../oci/digest';
import type { ImageRegistry, Place } from '../oci/ImageRegistry';
import {
  blobFile,
  EvidenceIndex,
  formatIndex,
  indexFile,
  placeKey,
  RecordedAnswer,
} from './EvidenceIndex';
import { EvidenceDirectoryError } from './EvidenceDirectoryError';
import { recordFetch } from './recordFetch';
import { Recorder, RecordingRegistry } from './RecordingRegistry';

type Repository = EvidenceIndex['repositories'][number];

/**
 * Writes an evidence directory: beside its place, and moved there when it is
 * whole. Until then there is nothing under its name.
 */
export class EvidenceDirectoryWriter implements Recorder {
  readonly #directory: string;
  readonly #partial: string;
  readonly #kept = new Map<Digest, Promise<void>>();
  readonly #repositories = new Map<string, Repository>();
  readonly #images: EvidenceIndex['images'] = [];
  readonly #roots: EvidenceIndex['trustedRoots'] = [];
  readonly #api: EvidenceIndex['api'] = {};

  private constructor(directory: string) {
    this.#directory = resolve(directory);
    this.#partial = `${this.#directory}.partial-${randomBytes(6).toString(
      'hex',
    )}`;
  }

  /** @throws EvidenceDirectoryError when there is something under its name already */
  static async create(directory: string): Promise<EvidenceDirectoryWriter> {
    if (await exists(directory)) {
      throw new EvidenceDirectoryError(directory, {
        problem: 'exists already',
        fix: 'Name a directory that does not exist yet.',
      });
    }
    const writer = new EvidenceDirectoryWriter(directory);
    await mkdir(
      dirname(join(writer.#partial, blobFile(digestOf(Buffer.of())))),
      {
        recursive: true,
      },
    );
    return writer;
  }

  /** What is read through the answer goes into the directory. */
  record(registry: ImageRegistry): ImageRegistry {
    return new RecordingRegistry({ registry, recorder: this });
  }

  /** What is asked of an API through the answer goes into the directory. */
  recordFetch(inner: typeof fetch): typeof fetch {
    return recordFetch(inner, async (url, { status, link, body }) => {
      const digest = digestOf(body);
      await this.keep(digest, body);
      this.#api[url] = { status, link, digest };
    });
  }

  note(place: Place, request: string, answer: RecordedAnswer): void {
    const key = placeKey(place);
    const { registry, repository } = place;
    const known = this.#repositories.get(key) ?? {
      registry,
      repository,
      answers: {},
    };
    known.answers[request] = answer;
    this.#repositories.set(key, known);
  }

  async keep(digest: Digest, bytes: Buffer): Promise<void> {
    const running =
      this.#kept.get(digest) ??
      writeFile(join(this.#partial, blobFile(digest)), bytes);
    this.#kept.set(digest, running);
    await running;
  }

  addImage(image: EvidenceIndex['images'][number]): void {
    this.#images.push(image);
  }

  async addTrustedRoot(
    root: unknown,
    options: { domain: string; asOf?: Date },
  ): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(root));
    const digest = digestOf(bytes);
    await this.keep(digest, bytes);
    const asOf = options.asOf?.toISOString();
    this.#roots.push({ domain: options.domain, digest, asOf });
  }

  /** Puts the directory into its place. @returns the digest of its index, which every file of it hangs on */
  async finish(options: { exportedAt: Date }): Promise<Digest> {
    const index = Buffer.from(
      formatIndex({
        exportedAt: options.exportedAt.toISOString(),
        images: this.#images,
        repositories: [...this.#repositories.values()],
        api: this.#api,
        trustedRoots: this.#roots,
      }),
    );
    await writeFile(join(this.#partial, indexFile), index);
    await rename(this.#partial, this.#directory);
    return digestOf(index);
  }

  /** Forgets what was written so far. */
  async discard(): Promise<void> {
    await rm(this.#partial, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}
