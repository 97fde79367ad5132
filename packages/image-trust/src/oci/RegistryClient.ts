import { Authenticator } from './Authenticator';
import { ContentCache } from './ContentCache';
import { CredentialSource } from './credentials';
import { Digest, digestOf, isDigest } from './digest';
import { Cost, HttpAnswer, HttpTransport } from './HttpTransport';
import type { FetchedManifest, ImageRegistry, Place } from './ImageRegistry';
import { defaultLimits, Limits } from './limits';
import { Descriptor, ImageIndex, mediaTypes, parseManifest } from './manifest';
import { RegistryError, RegistryErrorCode } from './RegistryError';

export type RegistryClientOptions = {
  credentials?: CredentialSource;
  limits?: Partial<Limits>;
  cache?: ContentCache;
  /** Hosts, beside a registry's own, whose token realm may see credentials. */
  allowedRealms?: readonly string[];
  /** Registries that are asked over plain HTTP; loopback addresses always are. */
  plainHttp?: readonly string[];
  fetch?: typeof fetch;
  sleep?: (ms: number) => Promise<void>;
};

const accept = [
  mediaTypes.ociIndex,
  mediaTypes.ociManifest,
  mediaTypes.dockerList,
  mediaTypes.dockerManifest,
].join(', ');

/**
 * Reads images and what is attached to them. Every body is hashed and must be
 * what its digest says.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md
 */
export class RegistryClient implements ImageRegistry {
  readonly #transport: HttpTransport;
  readonly #authenticator: Authenticator;
  readonly #limits: Limits;
  readonly #cache?: ContentCache;
  readonly #plainHttp: readonly string[];

  constructor(options: RegistryClientOptions = {}) {
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#cache = options.cache;
    this.#plainHttp = options.plainHttp ?? [];
    this.#transport = new HttpTransport({
      limits: this.#limits,
      fetch: options.fetch,
      sleep: options.sleep,
    });
    this.#authenticator = new Authenticator({
      transport: this.#transport,
      credentials: options.credentials ?? (async () => undefined),
      allowedRealms: options.allowedRealms ?? [],
    });
  }

  /** Requests sent and bytes received so far. */
  get cost(): Cost {
    return { ...this.#transport.cost };
  }

  /** Fetches a manifest or index by tag or digest. */
  async getManifest(
    place: Place,
    tagOrDigest: string,
  ): Promise<FetchedManifest> {
    const wanted = isDigest(tagOrDigest) ? tagOrDigest : undefined;
    const cached = wanted && (await this.#cache?.get(wanted));
    const bytes =
      cached ??
      (
        await this.#get(place, `manifests/${tagOrDigest}`, {
          accept,
          maxBytes: this.#limits.manifestBytes,
        })
      ).body;
    const request = this.#name(place, `manifests/${tagOrDigest}`);
    const digest = this.#checked(bytes, wanted, request);
    if (!cached) await this.#cache?.put(digest, bytes);
    try {
      return { digest, bytes, content: parseManifest(bytes) };
    } catch (cause) {
      throw new RegistryError({
        code: 'MALFORMED',
        request,
        found: `no manifest: ${cause instanceof Error ? cause.message : cause}`,
        cause,
      });
    }
  }

  /** Fetches a blob; it is refused when it is larger than `maxBytes` or not what the digest says. */
  async getBlob(
    place: Place,
    digest: Digest,
    options: { maxBytes?: number } = {},
  ): Promise<Buffer> {
    const cached = await this.#cache?.get(digest);
    if (cached) return cached;
    const path = `blobs/${digest}`;
    const { body } = await this.#get(place, path, {
      accept: '*/*',
      maxBytes: Math.min(options.maxBytes ?? Infinity, this.#limits.blobBytes),
    });
    this.#checked(body, digest, this.#name(place, path));
    await this.#cache?.put(digest, body);
    return body;
  }

  /**
   * What refers to a digest: the referrers API and the fallback tag, merged.
   * After a registry gained the API, older entries may live in the tag only,
   * so the tag is read whenever the API has nothing.
   *
   * @see https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers
   */
  async listReferrers(place: Place, subject: Digest): Promise<Descriptor[]> {
    const fromApi = await this.#referrersApi(place, subject);
    if (fromApi?.length) return fromApi;
    return this.#fallbackTag(place, subject);
  }

  /** Answers undefined where the registry has no such API. */
  async #referrersApi(
    place: Place,
    subject: Digest,
  ): Promise<Descriptor[] | undefined> {
    const found: Descriptor[] = [];
    let path: string | undefined = `referrers/${subject}`;
    for (let page = 0; path !== undefined; page += 1) {
      if (page >= this.#limits.pages) {
        throw this.#tooMany(place, `referrers/${subject}`, 'pages');
      }
      let answer: HttpAnswer;
      try {
        answer = await this.#get(place, path, {
          accept: mediaTypes.ociIndex,
          maxBytes: this.#limits.manifestBytes,
        });
      } catch (error) {
        // Registries without the API answer 404, some 400 or 405.
        const absent =
          RegistryError.is(error) &&
          ['NOT_FOUND', 'MALFORMED'].includes(error.code);
        if (page === 0 && absent) return undefined;
        throw error;
      }
      const index = parseIndex(answer.body);
      if (!index) {
        if (page === 0) return undefined;
        throw new RegistryError({
          code: 'MALFORMED',
          request: this.#name(place, path),
          found: 'a page of referrers that is no image index',
        });
      }
      found.push(...(index.manifests ?? []));
      if (found.length > this.#limits.items) {
        throw this.#tooMany(place, `referrers/${subject}`, 'items');
      }
      path = nextPage(answer.headers.get('link'), place, subject);
    }
    return found;
  }

  async #fallbackTag(place: Place, subject: Digest): Promise<Descriptor[]> {
    let manifest: FetchedManifest;
    try {
      manifest = await this.getManifest(place, subject.replace(':', '-'));
    } catch (error) {
      if (RegistryError.is(error) && error.code === 'NOT_FOUND') return [];
      throw error;
    }
    const { content } = manifest;
    const entries = content.kind === 'index' ? content.manifests ?? [] : [];
    if (entries.length > this.#limits.items) {
      throw this.#tooMany(place, `referrers/${subject}`, 'items');
    }
    return entries;
  }

  async #get(
    place: Place,
    path: string,
    options: { accept: string; maxBytes: number },
  ): Promise<HttpAnswer> {
    const plainHttp = this.#isPlain(place.registry);
    const request = {
      url: `${plainHttp ? 'http' : 'https'}://${hostOf(place.registry)}/v2/${
        place.repository
      }/${path}`,
      maxBytes: options.maxBytes,
      name: this.#name(place, path),
    };
    const answer = await this.#authenticator.get(
      { ...request, headers: { accept: options.accept } },
      { ...place, plainHttp },
    );
    if (answer.status === 200) return answer;
    throw new RegistryError({
      code: codeOf(answer.status),
      request: request.name,
      found: `answered ${answer.status}`,
    });
  }

  #checked(bytes: Buffer, wanted: Digest | undefined, request: string): Digest {
    const digest = digestOf(bytes);
    if (wanted && wanted !== digest) {
      throw new RegistryError({
        code: 'DIGEST_MISMATCH',
        request,
        found: `the registry answered ${digest}`,
      });
    }
    return digest;
  }

  #tooMany(place: Place, path: string, limit: 'pages' | 'items') {
    return new RegistryError({
      code: 'LIMIT_EXCEEDED',
      request: this.#name(place, path),
      found: `more than ${this.#limits[limit]} ${limit}`,
    });
  }

  #name(place: Place, path: string): string {
    return `GET ${place.registry}/v2/${place.repository}/${path}`;
  }

  #isPlain(registry: string): boolean {
    return (
      this.#plainHttp.includes(registry) ||
      /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(registry)
    );
  }
}

function codeOf(status: number): RegistryErrorCode {
  if (status === 404) return 'NOT_FOUND';
  return status === 401 || status === 403 ? 'DENIED' : 'MALFORMED';
}

/** Docker Hub's API has another host than its references. */
function hostOf(registry: string): string {
  return registry === 'index.docker.io' ? 'registry-1.docker.io' : registry;
}

function parseIndex(bytes: Buffer): ImageIndex | undefined {
  try {
    const content = parseManifest(bytes);
    return content.kind === 'index' ? content : undefined;
  } catch {
    return undefined;
  }
}

/** The path, below the repository, of the next page; a link that leads anywhere else ends the list with an error. */
function nextPage(
  link: string | null,
  place: Place,
  subject: Digest,
): string | undefined {
  const target = link && /<([^>]+)>\s*;\s*rel="?next"?/i.exec(link)?.[1];
  if (!target) return undefined;
  const path = `/v2/${place.repository}/referrers/${subject}`;
  let url: URL | undefined;
  try {
    url = new URL(target, `https://${hostOf(place.registry)}${path}`);
  } catch {
    url = undefined;
  }
  if (url?.host !== hostOf(place.registry) || url.pathname !== path) {
    throw new RegistryError({
      code: 'MALFORMED',
      request: `GET ${place.registry}${path}`,
      found: 'the next page lies somewhere else',
    });
  }
  return `referrers/${subject}${url.search}`;
}
