import { commitOf } from './commitOf';
import { isSameRepository, normalizeRepository } from './normalizeRepository';
import type { Source } from './Predicate';

/** Something that a build read, with its digests. */
export type Material = { uri?: string; digest: Record<string, unknown> };

/**
 * Completes the source that a builder names with the commit that its materials
 * name for the same repository.
 *
 * @returns undefined where the address is of no Git repository
 */
export function resolveSource(
  named: {
    uri: string | undefined;
    digest?: Record<string, unknown>;
    ref?: string;
    commit?: string;
    entryPoint?: string;
  },
  materials: readonly Material[],
): Source | undefined {
  const { uri } = named;
  const address = uri === undefined ? undefined : normalizeRepository(uri);
  if (!uri || !address) return undefined;
  return {
    uri: withoutCredentials(uri),
    repository: address.repository,
    ref: named.ref ?? address.ref,
    entryPoint: named.entryPoint,
    commit:
      named.commit ??
      commitOf(named.digest ?? {}) ??
      address.commit ??
      onlyCommit(uri, materials),
  };
}

/**
 * The one repository among the materials, for builders that name no source.
 * With two of them nobody can say which was built.
 */
export function onlySource(
  materials: readonly Material[],
  entryPoint?: string,
): Source | undefined {
  const sources = materials.flatMap(({ uri, digest }) => {
    const isGit = uri && /^(git\+|git@|git:|ssh:|https?:)/.test(uri);
    const source =
      isGit && commitOf(digest) ? { uri, digest, entryPoint } : undefined;
    return source ? [source] : [];
  });
  const [first, ...others] = sources;
  if (!first || others.some(({ uri }) => !isSameRepository(uri, first.uri))) {
    return undefined;
  }
  return resolveSource({ uri: first.uri, entryPoint }, materials);
}

/** The commit of a repository, where all materials of it agree. */
function onlyCommit(
  uri: string,
  materials: readonly Material[],
): string | undefined {
  const commits = materials
    .filter(material => material.uri && isSameRepository(material.uri, uri))
    .map(({ digest }) => commitOf(digest))
    .filter(commit => commit !== undefined);
  return new Set(commits).size === 1 ? commits[0] : undefined;
}

/** A builder that was given a token in the address may have written it down. */
function withoutCredentials(uri: string): string {
  return uri.replace(/(:\/\/)[^/@]*@/, '$1');
}
