import { Digest, digestOf, isDigest } from '../oci/digest';
import { mediaTypes } from '../oci/manifest';
import { RegistryClient, RegistryClientOptions } from '../oci/RegistryClient';

type Stored = { bytes: Buffer; mediaType: string };
type Layer = {
  bytes: Buffer;
  mediaType: string;
  annotations?: Record<string, string>;
};

/**
 * One repository of a registry in memory, behind `fetch`. It has the referrers
 * API or not, as the real ones, and answers whatever a test tells it to.
 */
export class MemoryRegistry {
  readonly place = {
    registry: 'registry.example.com',
    repository: 'acme/shop',
  };
  /** Answers that win over what is stored, by path below the repository. */
  readonly faults = new Map<string, () => Response>();
  readonly asked: string[] = [];
  readonly #blobs = new Map<Digest, Buffer>();
  readonly #manifests = new Map<string, Stored>();
  readonly #hasReferrersApi: boolean;

  constructor(options: { referrersApi?: boolean } = {}) {
    this.#hasReferrersApi = options.referrersApi ?? true;
  }

  client(options: RegistryClientOptions = {}): RegistryClient {
    return new RegistryClient({
      fetch: this.fetch,
      sleep: async () => undefined,
      ...options,
    });
  }

  putBlob(bytes: Buffer): Digest {
    const digest = digestOf(bytes);
    this.#blobs.set(digest, bytes);
    return digest;
  }

  putManifest(bytes: Buffer, tag?: string): Digest {
    const digest = digestOf(bytes);
    const { mediaType } = JSON.parse(bytes.toString('utf8'));
    const stored = { bytes, mediaType: mediaType ?? mediaTypes.ociManifest };
    this.#manifests.set(digest, stored);
    if (tag) this.#manifests.set(tag, stored);
    return digest;
  }

  /** An image that nothing is attached to. */
  putImage(content: string, tag?: string): Digest {
    return this.putArtifact(
      { layers: [layerOf(Buffer.from(content), 'application/octet-stream')] },
      tag,
    );
  }

  /** A manifest with its layers; with `subject` it is a referrer. */
  putArtifact(
    artifact: {
      layers: Layer[];
      artifactType?: string;
      configType?: string;
      subject?: Digest;
    },
    tag?: string,
  ): Digest {
    const config = Buffer.from('{}');
    return this.putManifest(
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: mediaTypes.ociManifest,
          artifactType: artifact.artifactType,
          config: {
            mediaType:
              artifact.configType ?? 'application/vnd.oci.empty.v1+json',
            digest: this.putBlob(config),
            size: config.length,
          },
          layers: artifact.layers.map(({ bytes, mediaType, annotations }) => ({
            mediaType,
            digest: this.putBlob(bytes),
            size: bytes.length,
            annotations,
          })),
          subject: artifact.subject && {
            mediaType: mediaTypes.ociManifest,
            digest: artifact.subject,
            size: 1,
          },
        }),
      ),
      tag,
    );
  }

  /** A Sigstore bundle as a referrer, as Cosign 3 and GitHub attach it. */
  attachBundle(subject: Digest, bundle: unknown): Digest {
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    return this.putArtifact({
      artifactType: mediaType,
      layers: [layerOf(Buffer.from(JSON.stringify(bundle)), mediaType)],
      subject,
    });
  }

  readonly fetch: typeof fetch = async input => {
    const url = new URL(input instanceof Request ? input.url : input);
    const path = url.pathname.split(`/v2/${this.place.repository}/`)[1] ?? '';
    this.asked.push(path);
    const fault = this.faults.get(path);
    if (fault) return fault();
    const [kind, name] = path.split('/');
    if (kind === 'blobs' && isDigest(name))
      return answer(this.#blobs.get(name));
    if (kind === 'manifests') {
      const stored = this.#manifests.get(name);
      return answer(stored?.bytes, stored?.mediaType);
    }
    if (kind === 'referrers' && this.#hasReferrersApi) {
      return answer(this.#referrersOf(name), mediaTypes.ociIndex);
    }
    return answer(undefined);
  };

  #referrersOf(subject: string): Buffer {
    const manifests = [...this.#manifests]
      .filter(([name]) => isDigest(name))
      .flatMap(([digest, { bytes, mediaType }]) => {
        const content = JSON.parse(bytes.toString('utf8'));
        return content.subject?.digest === subject
          ? [{ mediaType, digest, size: bytes.length }]
          : [];
      });
    return Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests,
      }),
    );
  }
}

/** A layer of an artifact. */
export function layerOf(
  bytes: Buffer,
  mediaType: string,
  annotations?: Record<string, string>,
): Layer {
  return { bytes, mediaType, annotations };
}

function answer(bytes: Buffer | undefined, mediaType?: string): Response {
  return bytes
    ? new Response(new Uint8Array(bytes), {
        headers: { 'content-type': mediaType ?? 'application/octet-stream' },
      })
    : new Response('{"errors":[]}', { status: 404 });
}
