import { Request } from 'express';
import {
  Authenticator,
  Caller,
  InvalidCredentialsError,
} from '../access/Authenticator';
import { accessOf, atLeast } from '../access/permissions';
import { hasScopes } from '../access/scopes';
import { GitHostContext } from '../GitHostContext';
import { AccessMode, RepositoryRecord } from '../state/records';

/** What git's client prints when it is refused. */
export class GitHttpError extends Error {
  readonly name = 'GitHttpError';
  readonly status: number;
  readonly contentType: string;
  /** Ask for credentials: only those who sent none are asked. */
  readonly challenge: boolean;

  constructor(
    status: number,
    message: string,
    options: { contentType?: string; challenge?: boolean } = {},
  ) {
    super(message);
    this.status = status;
    this.contentType = options.contentType ?? 'text/plain; charset=utf-8';
    this.challenge = options.challenge ?? false;
  }
}

export type GitAccess = {
  repository: RepositoryRecord;
  caller: Caller;
  access: AccessMode;
};

const repositoryNotFound = () =>
  new GitHttpError(404, 'Repository not found', {
    contentType: 'text/plain;charset=utf-8',
  });

/** Lets a git client in, or tells it why not, in the order in which Gitea does. */
export function authorizeGit(
  { state }: GitHostContext,
  authenticator: Authenticator,
  req: Request,
  need: 'read' | 'write',
): GitAccess {
  const caller = identify(authenticator, req);
  const owner = state.owner(req.params.owner);
  const name = req.params.repo.replace(/\.git$/, '');
  const repository =
    owner &&
    (state.repository(owner, name) ?? state.renamedRepository(owner, name));
  const access = repository ? accessOf(state, caller.user, repository) : 'none';
  if (!caller.user && (access === 'none' || need === 'write')) {
    // The same for repositories that do not exist: nobody learns which do.
    throw new GitHttpError(401, 'Unauthorized\n', { challenge: true });
  }
  if (!repository || access === 'none') throw repositoryNotFound();
  if (caller.scopes && !hasScopes(caller.scopes, [`${need}:repository`])) {
    throw new GitHttpError(403, 'Forbidden\n');
  }
  if (!atLeast(access, need)) {
    throw new GitHttpError(403, 'User permission denied');
  }
  if (need === 'write' && repository.archivedAt) {
    throw new GitHttpError(
      403,
      'This repo is archived. You can view files and clone it, but cannot push or open issues/pull-requests.',
    );
  }
  return { repository, caller, access };
}

function identify(authenticator: Authenticator, req: Request): Caller {
  try {
    return authenticator.authenticate(req.headers.authorization);
  } catch (error) {
    if (error instanceof InvalidCredentialsError) {
      throw new GitHttpError(401, 'Failed to authenticate user\n');
    }
    throw error;
  }
}
