/** An image as a Pod names it, in parts. */
export type ImageName = {
  /** As Trivy writes it: `index.docker.io` for Docker Hub. */
  registry: string;
  repository: string;
  tag: string;
  digest: string;
};

const pattern =
  /^([^@]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/;

/** Undefined for what is no image reference. */
export function parseImage(image: string): ImageName | undefined {
  const [, name, tag = '', digest = ''] = pattern.exec(image) ?? [];
  if (!name) return undefined;
  const [first, ...rest] = name.split('/');
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const host = hasHost ? first : 'docker.io';
  const path = hasHost ? rest.join('/') : name;
  return {
    registry: host === 'docker.io' ? 'index.docker.io' : host,
    repository:
      host === 'docker.io' && !path.includes('/') ? `library/${path}` : path,
    tag: tag || (digest ? '' : 'latest'),
    digest,
  };
}
