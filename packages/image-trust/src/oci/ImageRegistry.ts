import type { Digest } from './digest';
import type { Cost } from './HttpTransport';
import type { Descriptor, ImageIndex, ImageManifest } from './manifest';
import type { ImageReference } from './reference';

/** A repository of a registry. */
export type Place = Pick<ImageReference, 'registry' | 'repository'>;

/** A manifest with the digest that its bytes really have. */
export type FetchedManifest = {
  digest: Digest;
  bytes: Buffer;
  content: ImageIndex | ImageManifest;
};

/**
 * Where images and what is attached to them are read from: a registry, or what
 * was exported of one. All bytes have the digest that they were asked for by.
 */
export interface ImageRegistry {
  /** Requests sent and bytes received so far. */
  readonly cost: Cost;

  /** @throws RegistryError */
  getManifest(place: Place, tagOrDigest: string): Promise<FetchedManifest>;

  /**
   * @param options.maxBytes - more than that is refused
   * @throws RegistryError
   */
  getBlob(
    place: Place,
    digest: Digest,
    options?: { maxBytes?: number },
  ): Promise<Buffer>;

  /** What refers to a digest. @throws RegistryError */
  listReferrers(place: Place, subject: Digest): Promise<Descriptor[]>;
}
