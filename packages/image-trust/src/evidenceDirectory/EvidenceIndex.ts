import { z } from 'zod';
import { Digest, isDigest } from '../oci/digest';
import type { Place } from '../oci/ImageRegistry';
import { descriptorSchema } from '../oci/manifest';
import { registryErrorCodes } from '../oci/RegistryError';

/** The file that lists everything else in an evidence directory. */
export const indexFile = 'index.json';
const format = 'image-trust-evidence/v1';

const digest = z.custom<Digest>(isDigest, 'must be a sha256 digest');
const text = z.string().max(4096);

/** What a registry answered; the bytes of a manifest or blob are in the file of their digest. */
const answer = z.union([
  z.object({ digest }).strict(),
  z.object({ referrers: z.array(descriptorSchema) }).strict(),
  z.object({ code: z.enum(registryErrorCodes), found: text }).strict(),
]);

const indexSchema = z.object({
  format: z.literal(format),
  exportedAt: z.string().datetime(),
  images: z.array(
    z.object({
      reference: text,
      platform: text.optional(),
      /** What the reference led to when it was exported; absent where that could not be found out. */
      digest: digest.optional(),
    }),
  ),
  repositories: z.array(
    z.object({
      registry: text,
      repository: text,
      /** By request: `manifests/1.8.2`, `referrers/sha256:…`, `blobs/sha256:…`. */
      answers: z.record(answer),
    }),
  ),
  /** What was asked of other APIs, by address; a token was a header and is not in it. */
  api: z.record(
    z
      .object({
        status: z.number().int().min(200).max(599),
        link: text.optional(),
        digest,
      })
      .strict(),
  ),
  trustedRoots: z.array(
    z.object({ domain: text, digest, asOf: z.string().datetime().optional() }),
  ),
});

export type EvidenceIndex = z.infer<typeof indexSchema>;
export type RecordedAnswer = z.infer<typeof answer>;

/** Files of an evidence directory are found by digest alone, so no name of it leads anywhere else. */
export function blobFile(of: Digest): string {
  return `blobs/sha256/${of.slice('sha256:'.length)}`;
}

export function placeKey({ registry, repository }: Place): string {
  return `${registry}/${repository}`;
}

export function formatIndex(index: Omit<EvidenceIndex, 'format'>): string {
  return `${JSON.stringify({ format, ...index }, undefined, 2)}\n`;
}

/** @throws Error that names the field; the text is somebody else's */
export function parseIndex(content: string): EvidenceIndex {
  const parsed = indexSchema.safeParse(JSON.parse(content));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue.path.join('.') || 'index'}: ${issue.message}`);
}
