/** An image's name in its parts, with what a container runtime adds to what is not said. */
export class ImageReference {
  readonly registry: string;
  readonly repository: string;
  /** `latest` when neither a tag nor a digest is given. */
  readonly tag: string;
  readonly digest: string;

  constructor(parts: {
    registry: string;
    repository: string;
    tag: string;
    digest: string;
  }) {
    this.registry = parts.registry;
    this.repository = parts.repository;
    this.tag = parts.tag;
    this.digest = parts.digest;
  }

  get identifier(): string {
    return this.digest || this.tag;
  }
}

const pattern =
  /^((?:[a-z0-9._-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/i;

/** @throws for what is no image reference */
export function parseImageReference(text: string): ImageReference {
  const [, name, tag = '', digest = ''] = pattern.exec(text) ?? [];
  if (!name) throw new Error(`could not parse reference: ${text}`);
  const [first, ...rest] = name.split('/');
  // A host has a dot or a port, or is this machine; all else is a path at Docker Hub.
  const hasHost = rest.length > 0 && /[.:]|^localhost$/.test(first);
  const path = hasHost ? rest.join('/') : name;
  const isHub = !hasHost || first === 'docker.io';
  return new ImageReference({
    registry: isHub ? 'index.docker.io' : first,
    repository: !isHub || path.includes('/') ? path : `library/${path}`,
    tag: tag || (digest ? '' : 'latest'),
    digest,
  });
}
