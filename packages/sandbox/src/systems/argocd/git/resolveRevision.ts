import { Refs } from './listRefs';

/** A full commit id stands for itself, whatever the repository says. */
export function isCommitSha(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** The commit that a branch, tag or `HEAD` means; `undefined` when there is none of that name. */
export function resolveRevision(
  refs: Refs,
  revision: string,
): string | undefined {
  if (isCommitSha(revision)) return revision;
  const name = revision || 'HEAD';
  return (
    refs.get(name) ??
    refs.get(`refs/heads/${name}`) ??
    // An annotated tag is an object of its own: what it points to is meant.
    refs.get(`refs/tags/${name}^{}`) ??
    refs.get(`refs/tags/${name}`)
  );
}
