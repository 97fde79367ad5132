import { join } from 'node:path';
import { Digest, digestOf, isDigest } from '../oci/digest';
import type { Cost } from '../oci/HttpTransport';
import type {
  FetchedManifest,
  ImageRegistry,
  Place,
} from '../oci/ImageRegistry';
import { defaultLimits } from '../oci/limits';
import { Descriptor, parseManifest } from '../oci/manifest';
import { RegistryError, RegistryErrorCode } from '../oci/RegistryError';
import { EvidenceDirectoryError } from './EvidenceDirectoryError';
import {
  blobFile,
  EvidenceIndex,
  indexFile,
  parseIndex,
  placeKey,
  RecordedAnswer,
} from './EvidenceIndex';
import { readFileWithin } from './readFileWithin';

const maxIndexBytes = 64 * 1024 * 1024;

/**
 * A registry made of what was exported of one. It asks nobody: what was not
 * exported is unreachable, which is not the same as missing. Every file is
 * hashed when it is read.
 */
export class EvidenceDirectory implements ImageRegistry {
  /** Nothing is asked for over a network. */
  readonly cost: Cost = { requests: 0, bytes: 0 };
  /** SHA-256 of the index. */
  readonly digest: Digest;
  readonly #directory: string;
  readonly #index: EvidenceIndex;
  readonly #answers: ReadonlyMap<
    string,
    Readonly<Record<string, RecordedAnswer>>
  >;

  private constructor(
    directory: string,
    options: { index: EvidenceIndex; digest: Digest },
  ) {
    this.#directory = directory;
    this.#index = options.index;
    this.digest = options.digest;
    this.#answers = new Map(
      options.index.repositories.map(repository => [
        placeKey(repository),
        repository.answers,
      ]),
    );
  }

  /** @throws EvidenceDirectoryError */
  static async open(directory: string): Promise<EvidenceDirectory> {
    const path = join(directory, indexFile);
    try {
      const bytes = await readFileWithin(path, { maxBytes: maxIndexBytes });
      const index = parseIndex(bytes.toString('utf8'));
      return new EvidenceDirectory(directory, {
        index,
        digest: digestOf(bytes),
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new EvidenceDirectoryError(path, {
        problem: `can not be read: ${why}`,
        fix: "Name a directory that 'image-trust evidence export' wrote.",
      });
    }
  }

  get images(): EvidenceIndex['images'] {
    return this.#index.images;
  }

  /** When it was read from the registries, as the directory says. */
  get exportedAt(): Date {
    return new Date(this.#index.exportedAt);
  }

  get trustedRoots(): EvidenceIndex['trustedRoots'] {
    return this.#index.trustedRoots;
  }

  /** The file of a trusted root, hashed. @throws EvidenceDirectoryError */
  async checkedRootFile(digest: Digest): Promise<string> {
    const path = join(this.#directory, blobFile(digest));
    try {
      await this.#read(digest, { request: path, maxBytes: maxIndexBytes });
      return path;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new EvidenceDirectoryError(path, {
        problem: `is no trusted root: ${why}`,
        fix: 'Export the evidence again.',
      });
    }
  }

  /** Answers what was asked of an API when it was exported, and throws for all else. */
  readonly fetch: typeof fetch = async input => {
    const url = input instanceof Request ? input.url : String(input);
    const { api } = this.#index;
    if (!Object.hasOwn(api, url)) throw new TypeError('it was not exported');
    const { status, link, digest } = api[url];
    const body = await this.#read(digest, {
      request: `READ ${url}`,
      maxBytes: defaultLimits.blobBytes,
    });
    return new Response(new Uint8Array(body), {
      status,
      headers: link === undefined ? {} : { link },
    });
  };

  async getManifest(
    place: Place,
    tagOrDigest: string,
  ): Promise<FetchedManifest> {
    const name = `manifests/${tagOrDigest}`;
    const answer = this.#answerTo(place, name);
    const request = nameOf(place, name);
    if (!('digest' in answer)) throw unexpected(request);
    const { digest } = answer;
    if (isDigest(tagOrDigest) && tagOrDigest !== digest) {
      throw failed('DIGEST_MISMATCH', { request, found: `it is ${digest}` });
    }
    const bytes = await this.#read(digest, {
      request,
      maxBytes: defaultLimits.manifestBytes,
    });
    try {
      return { digest, bytes, content: parseManifest(bytes) };
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw failed('MALFORMED', { request, found: `no manifest: ${why}` });
    }
  }

  async getBlob(
    place: Place,
    digest: Digest,
    options: { maxBytes?: number } = {},
  ): Promise<Buffer> {
    const name = `blobs/${digest}`;
    const request = nameOf(place, name);
    const answer = this.#answerTo(place, name);
    if (!('digest' in answer)) throw unexpected(request);
    const { maxBytes = Infinity } = options;
    return this.#read(digest, {
      request,
      maxBytes: Math.min(maxBytes, defaultLimits.blobBytes),
    });
  }

  async listReferrers(place: Place, subject: Digest): Promise<Descriptor[]> {
    const name = `referrers/${subject}`;
    const answer = this.#answerTo(place, name);
    if (!('referrers' in answer)) throw unexpected(nameOf(place, name));
    if (answer.referrers.length > defaultLimits.items) {
      throw failed('LIMIT_EXCEEDED', {
        request: nameOf(place, name),
        found: `more than ${defaultLimits.items} items`,
      });
    }
    return answer.referrers;
  }

  /** @throws RegistryError with what the registry failed with, or `UNREACHABLE` for what was not exported */
  #answerTo(
    place: Place,
    name: string,
  ): Exclude<RecordedAnswer, { code: RegistryErrorCode }> {
    const answers = this.#answers.get(placeKey(place));
    const request = nameOf(place, name);
    if (!answers || !Object.hasOwn(answers, name)) {
      throw failed('UNREACHABLE', { request, found: 'it was not exported' });
    }
    const answer = answers[name];
    if ('code' in answer) {
      throw failed(answer.code, {
        request,
        found: `when exported: ${answer.found}`,
      });
    }
    return answer;
  }

  async #read(
    digest: Digest,
    options: { request: string; maxBytes: number },
  ): Promise<Buffer> {
    const { request, maxBytes } = options;
    let bytes: Buffer;
    try {
      bytes = await readFileWithin(join(this.#directory, blobFile(digest)), {
        maxBytes,
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw failed('UNREACHABLE', { request, found: why });
    }
    const found = digestOf(bytes);
    if (found === digest) return bytes;
    throw failed('DIGEST_MISMATCH', {
      request,
      found: `the file has ${found}`,
    });
  }
}

function nameOf(place: Place, name: string): string {
  return `READ ${placeKey(place)}/${name}`;
}

function unexpected(request: string): RegistryError {
  return failed('MALFORMED', { request, found: 'an answer of another kind' });
}

function failed(
  code: RegistryErrorCode,
  options: { request: string; found: string },
): RegistryError {
  return new RegistryError({ code, ...options });
}
