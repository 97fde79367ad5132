import { BareRepository } from './BareRepository';
import { GitError } from './Git';
import { branchRef, isAbbreviatedId, isRefName, tagRef } from './names';

export type Ref = {
  name: string;
  /** What the ref holds: a tag object's id for an annotated tag. */
  id: string;
  type: 'commit' | 'tag' | 'tree' | 'blob';
};

/** The refs at and below a prefix such as `refs/heads/`, sorted by name. */
export async function listRefs(
  repository: BareRepository,
  prefix = 'refs/',
): Promise<Ref[]> {
  const output = await repository.text([
    'for-each-ref',
    '--format=%(objectname) %(objecttype) %(refname)',
    '--end-of-options',
    prefix,
  ]);
  return output
    .split('\n')
    .filter(Boolean)
    .map(line => {
      const [id, type, ...name] = line.split(' ');
      return { id, type: type as Ref['type'], name: name.join(' ') };
    });
}

/** The commit at the tip of a branch. */
export async function readBranch(
  repository: BareRepository,
  branch: string,
): Promise<string | undefined> {
  if (!isRefName(branch)) return undefined;
  return (await repository.describe(branchRef(branch)))?.id;
}

export type ResolvedRef = {
  kind: 'branch' | 'tag' | 'commit';
  /** The short name as it was asked for. */
  name: string;
  commit: string;
};

/** What a client means by a ref: a branch, else a tag, else a commit's id or the start of one. */
export async function resolveRef(
  repository: BareRepository,
  text: string,
): Promise<ResolvedRef | undefined> {
  const name = text.replace(/^refs\/(heads|tags)\//, '');
  const candidates = [
    { kind: 'branch' as const, ref: branchRef(name) },
    { kind: 'tag' as const, ref: tagRef(name) },
  ].filter(({ ref }) => name === text || ref === text);
  if (isRefName(name)) {
    for (const { kind, ref } of candidates) {
      const found = await repository.describe(`${ref}^{commit}`);
      if (found) return { kind, name, commit: found.id };
    }
  }
  if (isAbbreviatedId(text)) {
    const found = await repository.describe(`${text}^{commit}`);
    if (found) return { kind: 'commit', name: found.id, commit: found.id };
  }
  return undefined;
}

export type RefUpdate = {
  ref: string;
  /** Undefined: the ref must not exist yet. */
  from?: string;
  /** Undefined: the ref is deleted. */
  to?: string;
};

/** Somebody else moved the ref first. */
export class RefConflictError extends Error {
  readonly name = 'RefConflictError';
}

/** Moves all of these refs or none, each only if it still is where the caller saw it. */
export async function updateRefs(
  repository: BareRepository,
  updates: RefUpdate[],
): Promise<void> {
  const commands = updates.map(({ ref, from, to }) => {
    if (to === undefined) return `delete ${ref}\0${from ?? ''}\0`;
    return from === undefined
      ? `create ${ref}\0${to}\0`
      : `update ${ref}\0${to}\0${from}\0`;
  });
  try {
    await repository.run(['update-ref', '-z', '--stdin'], {
      input: commands.join(''),
    });
  } catch (error) {
    if (error instanceof GitError && /cannot lock ref/.test(error.stderr)) {
      throw new RefConflictError(error.message, { cause: error });
    }
    throw error;
  }
}
