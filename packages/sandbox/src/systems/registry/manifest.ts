import { z } from 'zod';
import { RegistryError } from './RegistryError';

export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
const dockerList = 'application/vnd.docker.distribution.manifest.list.v2+json';

const descriptor = z.object({
  mediaType: z.string(),
  digest: z.string(),
  size: z.number(),
});

const annotations = z.record(z.string()).optional();

const imageSchema = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: descriptor,
  layers: z.array(descriptor.extend({ urls: z.array(z.string()).optional() })),
  subject: descriptor.optional(),
  annotations,
});

const indexSchema = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  manifests: z.array(descriptor),
  subject: descriptor.optional(),
  annotations,
});

/** What a registry reads out of a manifest that is put. */
export type Manifest = {
  mediaType: string;
  artifactType?: string;
  annotations?: Record<string, string>;
  subject?: string;
  /** Digests that the repository must have as blobs. */
  blobs: string[];
  /** Digests that the repository must have as manifests. */
  manifests: string[];
};

/** @throws RegistryError MANIFEST_INVALID, in the words of `registry` */
export function parseManifest(contentType: string, bytes: Buffer): Manifest {
  const mediaType = contentType.split(';')[0].trim();
  const isImage = [ociManifest, dockerManifest].includes(mediaType);
  if (!isImage && ![ociIndex, dockerList].includes(mediaType)) {
    throw invalid(
      `unsupported manifest media type and no default available: ${mediaType}`,
    );
  }
  const json = parseJson(bytes);
  const parsed = (isImage ? imageSchema : indexSchema).safeParse(json);
  if (!parsed.success) throw invalid(firstIssue(parsed.error));
  const { data } = parsed;
  const isDocker = mediaType.includes('docker');
  if (isDocker || data.mediaType) {
    const found = data.mediaType ?? '';
    if (found !== mediaType) {
      throw invalid(
        `mediaType in manifest should be '${mediaType}' not '${found}'`,
      );
    }
  }
  return {
    mediaType,
    artifactType:
      data.artifactType ||
      ('config' in data ? data.config.mediaType : undefined),
    annotations: data.annotations,
    subject: data.subject?.digest,
    // A layer with `urls` is fetched from elsewhere and need not be here.
    blobs:
      'config' in data
        ? [
            data.config,
            ...data.layers.filter(layer => !layer.urls?.length),
          ].map(({ digest }) => digest)
        : [],
    manifests:
      'manifests' in data ? data.manifests.map(({ digest }) => digest) : [],
  };
}

/** Why a client with this Accept cannot be given a manifest; clients that know Docker types only are older than OCI. */
export function acceptProblem(
  mediaType: string,
  accept: string | undefined,
): string | undefined {
  const accepted = (accept ?? '')
    .split(',')
    .map(type => type.split(';')[0].trim());
  if (accepted.includes(mediaType)) return undefined;
  if (mediaType === ociManifest) {
    return 'OCI manifest found, but accept header does not support OCI manifests';
  }
  if (mediaType === ociIndex) {
    return 'OCI index found, but accept header does not support OCI indexes';
  }
  return undefined;
}

function parseJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = String(error);
    throw invalid(
      isCutShort(text, problem) ? 'unexpected end of JSON input' : problem,
    );
  }
}

/** Go has one sentence for every input that ends too early; V8 says what it waited for, and where. */
function isCutShort(text: string, problem: string): boolean {
  const position = /at position (\d+)/.exec(problem)?.[1];
  return position === undefined || Number(position) >= text.length;
}

function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue.path.join('.')}: ${issue.message}`;
}

function invalid(detail: string): RegistryError {
  return new RegistryError({ code: 'MANIFEST_INVALID', detail });
}
