import { Digest, isDigest } from './digest';

/**
 * An image reference, completed as `docker pull` completes it.
 *
 * @see https://github.com/distribution/reference
 */
export type ImageReference = {
  /** Host and port of the registry, e.g. `ghcr.io`, `localhost:7011`, `index.docker.io`. */
  registry: string;
  /** Path below the host, e.g. `acme/checkout`, `library/busybox`. */
  repository: string;
  tag?: string;
  digest?: Digest;
};

/** A reference that cannot be one; the message names the part that is wrong. */
export class InvalidReferenceError extends Error {
  readonly code = 'INVALID_REFERENCE';
}

const dockerHub = 'index.docker.io';
const host =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::[0-9]{1,5})?$|^\[[0-9a-fA-F:]+\](?::[0-9]{1,5})?$/;
const component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/**
 * Reads `host/path:tag@sha256:…`. Without host it is Docker Hub; with neither
 * tag nor digest the tag is `latest`.
 *
 * @throws InvalidReferenceError
 */
export function parseReference(text: string): ImageReference {
  const wrong = (why: string): InvalidReferenceError =>
    new InvalidReferenceError(`'${text.slice(0, 200)}' is no image: ${why}`);
  if (text.length === 0 || text.length > 512) {
    throw wrong('it must have 1 to 512 characters');
  }

  const at = text.indexOf('@');
  const named = at < 0 ? text : text.slice(0, at);
  const digest = at < 0 ? undefined : text.slice(at + 1);
  if (digest !== undefined && !isDigest(digest)) {
    throw wrong(
      'after @ there must be sha256: and 64 lower-case hexadecimal digits',
    );
  }

  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const path = hasTag ? named.slice(0, colon) : named;
  const tag = hasTag ? named.slice(colon + 1) : undefined;
  if (tag !== undefined && !tagPattern.test(tag)) {
    throw wrong(`'${tag}' is no tag`);
  }

  const parts = path.split('/');
  const namesHost =
    parts.length > 1 && (/[.:]/.test(parts[0]) || parts[0] === 'localhost');
  const registry = namesHost ? parts[0] : dockerHub;
  const components = namesHost ? parts.slice(1) : parts;
  if (!host.test(registry)) throw wrong(`'${registry}' is no registry`);
  const bad = components.find(part => !component.test(part));
  if (bad !== undefined) {
    throw wrong(
      `'${bad}' is no part of a repository: lower-case letters, digits and single . _ - between them`,
    );
  }
  const official = registry === dockerHub || registry === 'docker.io';
  const repository =
    official && components.length === 1
      ? `library/${components[0]}`
      : components.join('/');
  return {
    registry: official ? dockerHub : registry,
    repository,
    tag: tag ?? (digest ? undefined : 'latest'),
    digest,
  };
}

/** The reference as text, complete and unambiguous. */
export function formatReference(reference: ImageReference): string {
  const { registry, repository, tag, digest } = reference;
  return `${registry}/${repository}${tag ? `:${tag}` : ''}${
    digest ? `@${digest}` : ''
  }`;
}
