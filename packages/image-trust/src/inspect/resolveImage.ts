import type { Unreadable } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { ImageIndex } from '../oci/manifest';
import { formatReference, ImageReference } from '../oci/reference';
import type { FetchedManifest } from '../oci/RegistryClient';
import { RegistryError } from '../oci/RegistryError';
import { choosePlatform } from './choosePlatform';
import type { EvidenceSubject } from './ImageEvidence';

/** A repository of a registry. */
export type Place = Pick<ImageReference, 'registry' | 'repository'>;

/** What is needed of a registry to find out what a reference leads to. */
export interface ManifestSource {
  /** @throws RegistryError */
  getManifest(place: Place, tagOrDigest: string): Promise<FetchedManifest>;
}

export type ResolvedImage = {
  /** The digest that is judged. */
  digest: Digest;
  /** What evidence may be about, and where it is. */
  subjects: readonly (EvidenceSubject & { place: Place })[];
  /** An index that may list the digest and could not be read. */
  unreadable: readonly Unreadable[];
};

/**
 * Finds out what a reference leads to. Signatures mostly are on the index of a
 * multi-arch image, and nothing leads from one of its images back to it; so a
 * digest counts as listed where the reference that it was pulled by leads to
 * an index with it.
 *
 * @param options.within - the reference that the digest was pulled by; without it, the tag beside the digest
 * @throws RegistryError where a tag, or the index that a platform is chosen from, can not be read
 * @throws PlatformNotFoundError
 */
export async function resolveImage(
  reference: ImageReference,
  options: {
    registry: ManifestSource;
    platform?: string;
    within?: ImageReference;
  },
): Promise<ResolvedImage> {
  const { registry, platform } = options;
  const place = placeOf(reference);
  const top = await readTop(reference, options);
  if (top?.content.kind === 'index') {
    const index: EvidenceSubject & { place: Place } = {
      digest: top.digest,
      role: 'index',
      place,
    };
    if (platform === undefined) {
      return { digest: top.digest, subjects: [index], unreadable: [] };
    }
    const digest = choosePlatform(top.content, {
      platform,
      reference: formatReference(reference),
    });
    return {
      digest,
      subjects: [{ digest, role: 'image', place }, index],
      unreadable: [],
    };
  }
  const digest = top?.digest ?? digestOf(reference);
  const image: ResolvedImage['subjects'][number] = {
    digest,
    role: 'image',
    place,
  };
  const outer = options.within ?? tagOf(reference);
  if (!outer) return { digest, subjects: [image], unreadable: [] };
  const found = await readIndex(outer, registry);
  if ('unreadable' in found) {
    return { digest, subjects: [image], unreadable: [found.unreadable] };
  }
  const { index } = found;
  return {
    digest,
    subjects:
      index && lists(index.content, digest)
        ? [
            image,
            { digest: index.digest, role: 'index', place: placeOf(outer) },
          ]
        : [image],
    unreadable: [],
  };
}

/** Undefined where a digest was given and its manifest can not be read: whoever collects its evidence reports that. */
async function readTop(
  reference: ImageReference,
  options: { registry: ManifestSource; platform?: string },
): Promise<FetchedManifest | undefined> {
  const { tag, digest } = reference;
  try {
    return await options.registry.getManifest(
      placeOf(reference),
      digest ?? tag ?? 'latest',
    );
  } catch (error) {
    const needed = !digest || options.platform !== undefined;
    if (needed || !RegistryError.is(error)) throw error;
    return undefined;
  }
}

async function readIndex(
  outer: ImageReference,
  registry: ManifestSource,
): Promise<
  | { index: (FetchedManifest & { content: ImageIndex }) | undefined }
  | { unreadable: Unreadable }
> {
  try {
    const { digest, bytes, content } = await registry.getManifest(
      placeOf(outer),
      outer.digest ?? outer.tag ?? 'latest',
    );
    return {
      index: content.kind === 'index' ? { digest, bytes, content } : undefined,
    };
  } catch (error) {
    if (!RegistryError.is(error)) throw error;
    if (error.code === 'NOT_FOUND') return { index: undefined };
    return {
      unreadable: {
        at: `index ${formatReference(outer)}`,
        code: error.code,
        found: error.message.slice(0, 500),
      },
    };
  }
}

function lists(index: ImageIndex, digest: Digest): boolean {
  return (index.manifests ?? []).some(entry => entry.digest === digest);
}

/** The same reference by its tag alone; undefined where it has none beside its digest. */
function tagOf({
  registry,
  repository,
  tag,
  digest,
}: ImageReference): ImageReference | undefined {
  return tag && digest ? { registry, repository, tag } : undefined;
}

function digestOf({ digest }: ImageReference): Digest {
  if (!digest) throw new Error('a tag that leads nowhere');
  return digest;
}

function placeOf({ registry, repository }: ImageReference): Place {
  return { registry, repository };
}
