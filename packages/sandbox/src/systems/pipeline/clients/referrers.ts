import { z } from 'zod';
import { Manifest, RegistryClient } from './RegistryClient';

const indexType = 'application/vnd.oci.image.index.v1+json';

const descriptorSchema = z.object({
  mediaType: z.string(),
  digest: z.string(),
  size: z.number(),
  artifactType: z.string().optional(),
  annotations: z.record(z.string()).optional(),
});
const indexSchema = z.object({
  // olareg says `null` where nothing refers to a digest.
  manifests: z
    .array(descriptorSchema)
    .nullish()
    .transform(list => list ?? []),
});

/** What an index says of one of its manifests. */
export type Descriptor = z.infer<typeof descriptorSchema>;

/**
 * The manifests that have this digest as their subject: by the referrers API,
 * else by its fallback tag.
 *
 * @see https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers
 */
export async function listReferrers(
  registry: RegistryClient,
  name: string,
  digest: string,
): Promise<Descriptor[]> {
  const answer =
    (await registry.readReferrers(name, digest)) ??
    (await registry.readManifest(name, fallbackTag(digest)))?.bytes;
  return answer ? parseIndex(answer) : [];
}

/**
 * Pushes a manifest with a subject so that it is found from there. Where the
 * registry does not list referrers, the client keeps the list; two clients
 * that do so at once lose one of the two, so call it one after another.
 */
export async function putReferrer(
  registry: RegistryClient,
  name: string,
  options: { subject: string; manifest: Manifest; artifactType: string },
): Promise<void> {
  const { subject, manifest, artifactType } = options;
  const { digest, mediaType, bytes } = manifest;
  const { listsReferrers } = await registry.putManifest(name, digest, manifest);
  if (listsReferrers) return;
  const tag = fallbackTag(subject);
  const known = await registry.readManifest(name, tag);
  const listed = known ? parseIndex(known.bytes) : [];
  if (listed.some(other => other.digest === digest)) return;
  const index = {
    schemaVersion: 2,
    mediaType: indexType,
    manifests: [
      ...listed,
      { mediaType, size: bytes.length, digest, artifactType },
    ],
  };
  await registry.putManifest(name, tag, {
    mediaType: indexType,
    bytes: Buffer.from(JSON.stringify(index)),
  });
}

function fallbackTag(digest: string): string {
  return digest.replace(':', '-');
}

function parseIndex(bytes: Buffer): Descriptor[] {
  return indexSchema.parse(JSON.parse(bytes.toString('utf8'))).manifests;
}
