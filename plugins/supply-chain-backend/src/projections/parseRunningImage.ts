import {
  formatReference,
  ImageReference,
  InvalidReferenceError,
  isDigest,
  parseReference,
} from '@portolan/image-trust';

/** Which image a container really runs. */
export type RunningImage = {
  /** repository@digest; undefined where the node does not say which digest. */
  reference?: string;
  digest?: string;
  /** The reference that the digest was pulled by, where it says more than the digest. */
  within?: string;
};

/**
 * Reads what a node says of a container's image. Pure.
 *
 * - containerd and CRI-O: `docker.io/library/nginx@sha256:…`
 * - Docker: `docker-pullable://nginx@sha256:…`
 * - a bare image ID, `sha256:…` or `docker://sha256:…`, is the digest of a configuration and no registry
 *   knows it; so what runs is known only where the pod's spec pins a digest, which the node then verified
 *
 * The repository is the one of the spec: a node that knows an image by several names may tell any of them.
 *
 * @see https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#containerstatus-v1-core
 */
export function parseRunningImage(status: {
  imageId: string;
  specImage: string;
}): RunningImage {
  const spec = tryParse(status.specImage);
  const named = status.imageId.replace(/^[a-z-]+:\/\//, '');
  const at = named.lastIndexOf('@');
  const told = at > 0 ? named.slice(at + 1) : undefined;
  const digest = told !== undefined && isDigest(told) ? told : spec?.digest;
  const place = spec ?? tryParse(at > 0 ? named : '');
  if (!digest || !place) return {};
  const { registry, repository } = place;
  return {
    reference: formatReference({ registry, repository, digest }),
    digest,
    within:
      spec && spec.digest !== digest
        ? formatReference({
            registry,
            repository,
            ...(spec.digest ? { digest: spec.digest } : { tag: spec.tag }),
          })
        : undefined,
  };
}

function tryParse(text: string): ImageReference | undefined {
  try {
    return parseReference(text);
  } catch (error) {
    if (error instanceof InvalidReferenceError) return undefined;
    throw error;
  }
}
