const accept = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

const timeoutMs = 10_000;

export type ResolvedImage =
  | { result: 'found'; digest: string }
  /** `message` is what a kubelet says of it. */
  | { result: 'failed'; message: string };

/**
 * Asks registries for the digest behind an image reference, as a kubelet's
 * pull does.
 *
 * @param registries - base URL by the host that image references begin with,
 *   e.g. `{'localhost:7011': 'http://127.0.0.1:7011'}`. Other hosts cannot be
 *   reached: nothing of the sandbox leaves the machine.
 * @param present - images that the node has already: their digest by reference
 */
export function imageResolver(
  registries: Record<string, string>,
  present: Readonly<Record<string, string>> = {},
): (image: string) => Promise<ResolvedImage> {
  return async image => {
    if (image in present) return { result: 'found', digest: present[image] };
    const [, host, name, tag, digest] =
      /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(image) ?? [];
    const url = registries[host];
    const failed = (reason: string): ResolvedImage => ({
      result: 'failed',
      message: `Failed to pull image "${image}": ${reason}`,
    });
    if (!url) {
      return failed(`no such registry in the sandbox: ${host ?? 'docker.io'}`);
    }
    const reference = digest ?? tag ?? 'latest';
    try {
      const answer = await fetch(`${url}/v2/${name}/manifests/${reference}`, {
        method: 'HEAD',
        headers: { accept },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const found = answer.headers.get('docker-content-digest');
      if (answer.ok && found) return { result: 'found', digest: found };
      return failed(
        answer.status === 404
          ? `${image}: not found`
          : `unexpected status from HEAD request to ${url}/v2/${name}/manifests/${reference}: ${answer.status} ${answer.statusText}`,
      );
    } catch (error) {
      return failed(`${host} cannot be reached: ${error}`);
    }
  };
}
