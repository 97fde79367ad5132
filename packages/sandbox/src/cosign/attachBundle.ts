import { bundleToJSON, type Bundle } from '@sigstore/bundle';
import { createHash } from 'node:crypto';
import { putReferrer } from '../systems/pipeline/clients/referrers';
import {
  Blob,
  RegistryClient,
} from '../systems/pipeline/clients/RegistryClient';
import { PredicateType } from './predicateTypes';

export const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** Hints for who lists the bundles of an image; nothing that is signed. */
export const bundleAnnotation = {
  content: 'dev.sigstore.bundle.content',
  predicateType: 'dev.sigstore.bundle.predicateType',
  created: 'org.opencontainers.image.created',
} as const;

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const emptyType = 'application/vnd.oci.empty.v1+json';

/** Pushes a bundle beside the image that it is about, as Cosign 3 does; gives the digest of its manifest. */
export async function attachBundle(
  registry: RegistryClient,
  options: {
    /** The image's repository as the registry calls it: `meridian/quote-api`. */
    name: string;
    digest: string;
    bundle: Bundle;
    predicateType: PredicateType;
    createdAt: Date;
  },
): Promise<string> {
  const { name, digest } = options;
  const image = await registry.readManifest(name, digest);
  if (!image) throw new Error(`There is no image ${name}@${digest}`);
  const empty = blobOf('{}');
  const layer = blobOf(JSON.stringify(bundleToJSON(options.bundle)));
  for (const blob of [empty, layer]) await registry.pushBlob(name, blob);
  const manifest = blobOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: { ...describe(emptyType, empty), artifactType: bundleType },
      layers: [describe(bundleType, layer)],
      annotations: {
        [bundleAnnotation.content]: 'dsse-envelope',
        [bundleAnnotation.predicateType]: options.predicateType,
        // Whole seconds, as Go writes them.
        [bundleAnnotation.created]: options.createdAt
          .toISOString()
          .replace(/\.\d+Z$/, 'Z'),
      },
      subject: {
        mediaType: image.mediaType,
        size: image.bytes.length,
        digest,
      },
      artifactType: bundleType,
    }),
  );
  await putReferrer(registry, name, {
    subject: digest,
    artifactType: bundleType,
    manifest: { ...manifest, mediaType: manifestType },
  });
  return manifest.digest;
}

export function blobOf(content: string | Buffer): Blob {
  const bytes = Buffer.from(content);
  const hex = createHash('sha256').update(bytes).digest('hex');
  return { digest: `sha256:${hex}`, bytes };
}

export function describe(mediaType: string, { digest, bytes }: Blob) {
  return { mediaType, size: bytes.length, digest };
}
