import { digestProblem } from './digest';

/** What a path below `/v2/` names. */
export type RegistryPath =
  | { kind: 'base' }
  | { kind: 'catalog' }
  | { kind: 'tags'; name: string }
  | { kind: 'manifest'; name: string; reference: Reference }
  | { kind: 'blob'; name: string; digest: string }
  | { kind: 'uploads'; name: string }
  | { kind: 'upload'; name: string; uuid: string }
  | { kind: 'referrers'; name: string; digest: string };

/** A tag, a digest, or what looks like a digest and is none. */
export type Reference =
  | { tag: string }
  | { digest: string }
  | { problem: string };

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const repository = `(${component}(?:/${component})*)`;
const tag = /^\w[\w.-]{0,127}$/;

type Route = [
  pattern: string,
  read: (name: string, rest: string) => RegistryPath | undefined,
];

const routes = (
  [
    ['/tags/list', name => ({ kind: 'tags', name })],
    ['/manifests/([^/]+)', toManifest],
    ['/blobs/uploads/?', name => ({ kind: 'uploads', name })],
    [
      '/blobs/uploads/([\\w.=-]+)',
      (name, uuid) => ({ kind: 'upload', name, uuid }),
    ],
    ['/blobs/([^/]+)', (name, digest) => ({ kind: 'blob', name, digest })],
    [
      '/referrers/([^/]+)',
      (name, digest) => ({ kind: 'referrers', name, digest }),
    ],
  ] satisfies Route[]
).map(([pattern, read]: Route) => ({
  pattern: new RegExp(`^${repository}${pattern}$`),
  read,
}));

/** Undefined: a path, or a name, that no route fits. */
export function parsePath(path: string): RegistryPath | undefined {
  if (path === '') return { kind: 'base' };
  if (path === '_catalog') return { kind: 'catalog' };
  for (const { pattern, read } of routes) {
    const found = pattern.exec(path);
    if (found) return read(found[1], found[2]);
  }
  return undefined;
}

function toManifest(name: string, text: string): RegistryPath | undefined {
  const reference = parseReference(text);
  return reference && { kind: 'manifest', name, reference };
}

function parseReference(text: string): Reference | undefined {
  if (!text.includes(':')) return tag.test(text) ? { tag: text } : undefined;
  const problem = digestProblem(text);
  return problem ? { problem } : { digest: text };
}
