import { Request } from 'express';
import { accessOf } from '../access/permissions';
import { encodePath } from '../api/format/contents';
import { BareRepository } from '../git/BareRepository';
import { Commit, readCommit } from '../git/commits';
import { ResolvedRef, resolveRef } from '../git/refs';
import { GitHostContext, gitOf } from '../GitHostContext';
import { OwnerRecord, RepositoryRecord, UserRecord } from '../state/records';
import { pageNotFound } from './PageError';

/** What a page is made from. */
export type PageCall = {
  context: GitHostContext;
  req: Request;
  viewer: UserRecord | undefined;
};

/** The same for a page of a repository that the reader may see. */
export type RepositoryPageCall = PageCall & {
  owner: OwnerRecord;
  repository: RepositoryRecord;
  git: BareRepository;
  /** The repository's own page: `/shop/quote`. */
  home: string;
};

export function findRepositoryPage(call: PageCall): RepositoryPageCall {
  const { context, req, viewer } = call;
  const { state } = context;
  const owner = state.owner(req.params.owner);
  // People open the address that they clone from as well.
  const name = req.params.repo.replace(/\.git$/, '');
  const repository =
    owner &&
    (state.repository(owner, name) ?? state.renamedRepository(owner, name));
  if (!repository || accessOf(state, viewer, repository) === 'none') {
    throw pageNotFound();
  }
  return {
    ...call,
    owner,
    repository,
    git: gitOf(context, repository),
    home: `/${owner.name}/${repository.name}`,
  };
}

/** A commit under the name by which the reader came, and a path in it. */
export type Place = { ref: ResolvedRef; commit: Commit; path: string };

/** Takes `branch/feature/x/dir/file` apart: a branch's name may have slashes as well. */
export async function findPlace(
  git: BareRepository,
  kind: string,
  rest: string,
): Promise<Place> {
  const segments = rest.split('/').filter(Boolean);
  for (let length = 1; length <= segments.length; length += 1) {
    const name = segments.slice(0, length).join('/');
    const ref = await resolveRef(git, name);
    const commit = ref?.kind === kind && (await readCommit(git, ref.commit));
    if (ref && commit) {
      return { ref, commit, path: segments.slice(length).join('/') };
    }
  }
  throw pageNotFound();
}

/** Where something of a commit is shown: `/shop/quote/src/branch/main/dir`. */
export function placeUrl(
  home: string,
  view: 'src' | 'raw' | 'commits',
  ref: ResolvedRef,
  path = '',
): string {
  const below = path ? `/${encodePath(path)}` : '';
  return `${home}/${view}/${ref.kind}/${encodePath(ref.name)}${below}`;
}
