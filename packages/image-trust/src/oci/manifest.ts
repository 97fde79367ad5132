import { z } from 'zod';
import { Digest, isDigest } from './digest';

export const mediaTypes = {
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const;

const indexTypes: readonly string[] = [
  mediaTypes.ociIndex,
  mediaTypes.dockerList,
];

const digest = z.custom<Digest>(isDigest, 'must be a sha256 digest');
const annotations = z.record(z.string()).nullish();
const mediaType = z.string().max(255);

/** Of a content descriptor. */
export const descriptorSchema = z.object({
  mediaType,
  digest,
  size: z.number().int().nonnegative(),
  artifactType: mediaType.optional(),
  annotations,
  platform: z
    .object({
      os: z.string().optional(),
      architecture: z.string().optional(),
      variant: z.string().optional(),
    })
    .optional(),
});

const indexSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: mediaType.optional(),
  manifests: z.array(descriptorSchema).nullish(),
  subject: descriptorSchema.optional(),
  artifactType: mediaType.optional(),
  annotations,
});

const manifestSchema = z.object({
  schemaVersion: z.literal(2),
  mediaType: mediaType.optional(),
  artifactType: mediaType.optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema).nullish(),
  subject: descriptorSchema.optional(),
  annotations,
});

/** A content descriptor. Its annotations are signed by nobody. */
export type Descriptor = z.infer<typeof descriptorSchema>;
/** An image index or a Docker manifest list. */
export type ImageIndex = { kind: 'index' } & z.infer<typeof indexSchema>;
/** A manifest of one image or artifact. */
export type ImageManifest = { kind: 'manifest' } & z.infer<
  typeof manifestSchema
>;

/**
 * Reads a manifest or an index from its bytes.
 *
 * @throws Error that names the field; the bytes are somebody else's
 * @see https://github.com/opencontainers/image-spec/blob/main/manifest.md
 */
export function parseManifest(bytes: Uint8Array): ImageIndex | ImageManifest {
  const json: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const isIndex = holds(json, 'manifests');
  // Two readers would see two images in it.
  if (isIndex && (holds(json, 'config') || holds(json, 'layers'))) {
    throw new Error('both an index and a manifest');
  }
  const parsed = isIndex
    ? indexSchema.safeParse(json)
    : manifestSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue.path.join('.') || 'manifest'}: ${issue.message}`);
  }
  const { mediaType: stated } = parsed.data;
  if (stated && indexTypes.includes(stated) !== isIndex) {
    throw new Error(`mediaType: it is no ${stated}`);
  }
  return isIndex
    ? { kind: 'index', ...(parsed.data as z.infer<typeof indexSchema>) }
    : { kind: 'manifest', ...(parsed.data as z.infer<typeof manifestSchema>) };
}

function holds(json: unknown, field: string): boolean {
  return typeof json === 'object' && json !== null && field in json;
}
