import type { Digest } from '../oci/digest';
import type { Descriptor, ImageIndex } from '../oci/manifest';

/** An index without an image for the platform that was asked for. */
export class PlatformNotFoundError extends Error {
  readonly code = 'PLATFORM_NOT_FOUND';

  static is(error: unknown): error is PlatformNotFoundError {
    return error instanceof Error && 'code' in error
      ? error.code === 'PLATFORM_NOT_FOUND'
      : false;
  }
}

/**
 * The image of an index for a platform.
 *
 * @param options.platform - `os/architecture` or `os/architecture/variant`; without a variant any will do
 * @throws PlatformNotFoundError
 */
export function choosePlatform(
  index: ImageIndex,
  options: { platform: string; reference: string },
): Digest {
  const { platform, reference } = options;
  const [os, architecture, variant] = platform.split('/');
  const images = (index.manifests ?? []).filter(isImage);
  const chosen = images.find(
    ({ platform: has }) =>
      has?.os === os &&
      has?.architecture === architecture &&
      (variant === undefined || has?.variant === variant),
  );
  if (chosen) return chosen.digest;
  const there = images.map(nameOf).slice(0, 20).join(', ');
  throw new PlatformNotFoundError(
    `${reference} has no image for ${platform}; it has ${there || 'none'}`,
  );
}

/** BuildKit's attestations are in the index as well, for the platform `unknown`. */
function isImage({ annotations }: Descriptor): boolean {
  return annotations?.['vnd.docker.reference.type'] !== 'attestation-manifest';
}

function nameOf({ platform }: Descriptor): string {
  return [platform?.os, platform?.architecture, platform?.variant]
    .filter(part => part !== undefined)
    .join('/');
}
