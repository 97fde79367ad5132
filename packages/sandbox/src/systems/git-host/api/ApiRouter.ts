import { Request, RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { Caller } from '../access/Authenticator';
import { accessOf, atLeast } from '../access/permissions';
import { hasScopes, requiredScopes, ScopeCategory } from '../access/scopes';
import { GitHostContext, gitOf } from '../GitHostContext';
import { BareRepository } from '../git/BareRepository';
import { AccessMode, RepositoryRecord, UserRecord } from '../state/records';
import { Answer, sendAnswer } from './answers';
import { ApiError, forbidden, notFound } from './ApiError';
import { callerOf } from './authentication';
import { RepositoryMovedError } from './RepositoryMovedError';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a route's handler is given. */
export type Call = {
  req: Request;
  caller: Caller;
};

/** The same for a route that only somebody who is signed in reaches. */
export type SignedInCall = Call & { user: UserRecord };

/** The same for a route below `/repos/:owner/:repo`. */
export type RepositoryCall = Call & {
  repository: RepositoryRecord;
  git: BareRepository;
  access: AccessMode;
};

export type RepositoryWriteCall = RepositoryCall & { user: UserRecord };

type Handler<C> = (call: C) => Answer | Promise<Answer>;

/** What a caller who has too little access is told; the same words as Gitea's. */
const refusals = {
  read: 'user should have any permission to read repository or permissions of site admin',
  write: 'user should have a permission to write to a repo',
  admin:
    'user should be an owner or a collaborator with admin write of a repository',
  owner: 'user should be the owner of the repo',
} as const;

/**
 * Registers routes with the checks that come before each of them, in Gitea's
 * order: the token's scope, whether the repository can be seen, whether
 * somebody is signed in, and what they may do.
 */
export class ApiRouter {
  readonly router: Router = PromiseRouter();
  readonly context: GitHostContext;

  constructor(context: GitHostContext) {
    this.context = context;
  }

  /** A route that anybody may ask. */
  open(
    method: Method,
    path: string,
    scopes: ScopeCategory[],
    handler: Handler<Call>,
  ): void {
    this.router[method](path, this.#answer(scopes, handler));
  }

  /** A route for people who are signed in. */
  signedIn(
    method: Method,
    path: string,
    scopes: ScopeCategory[],
    handler: Handler<SignedInCall>,
  ): void {
    this.open(method, path, scopes, call =>
      handler({ ...call, user: requireUser(call.caller) }),
    );
  }

  /** A route of a repository, for those who may read it. Paths start behind `/repos/:owner/:repo`. */
  reading(
    path: string,
    handler: Handler<RepositoryCall>,
    scope: ScopeCategory = 'repository',
  ): void {
    this.open('get', `/repos/:owner/:repo${path}`, [scope], call =>
      handler(this.#repositoryCall(call)),
    );
  }

  /** A route of a repository, for those who have this much access. */
  repository(
    method: Method,
    path: string,
    access: keyof typeof refusals,
    handler: Handler<RepositoryWriteCall>,
    options: { refusal?: string; scope?: ScopeCategory } = {},
  ): void {
    const { refusal = refusals[access], scope = 'repository' } = options;
    this.open(method, `/repos/:owner/:repo${path}`, [scope], call => {
      const found = this.#repositoryCall(call);
      const user = requireUser(call.caller);
      if (!atLeast(found.access, access)) throw forbidden(refusal);
      const changesContent = method !== 'get' && access === 'write';
      if (changesContent && found.repository.archivedAt) {
        throw new ApiError(423, 'Repo is archived.');
      }
      return handler({ ...found, user });
    });
  }

  #answer(scopes: ScopeCategory[], handler: Handler<Call>): RequestHandler {
    return async (req, res) => {
      const caller = callerOf(req);
      requireScopes(req.method, caller, scopes);
      sendAnswer(res, await handler({ req, caller }));
    };
  }

  #repositoryCall(call: Call): RepositoryCall {
    const { state } = this.context;
    const { owner: ownerName, repo } = call.req.params;
    const owner = state.owner(ownerName);
    const repository = owner && state.repository(owner, repo);
    if (!owner || !repository) {
      const renamed = owner && state.renamedRepository(owner, repo);
      if (renamed) throw new RepositoryMovedError(state.fullName(renamed));
      throw notFound();
    }
    const access = accessOf(state, call.caller.user, repository);
    if (access === 'none') throw notFound();
    if (repository.private && call.caller.scopes?.includes('public-only')) {
      throw forbidden('token scope is limited to public repos');
    }
    return {
      ...call,
      repository,
      access,
      git: gitOf(this.context, repository),
    };
  }
}

function requireUser(caller: Caller): UserRecord {
  if (!caller.user) throw new ApiError(401, 'token is required');
  return caller.user;
}

function requireScopes(
  method: string,
  caller: Caller,
  categories: ScopeCategory[],
): void {
  if (!caller.scopes) return;
  const required = requiredScopes(method, categories);
  if (hasScopes(caller.scopes, required)) return;
  throw forbidden(
    `token does not have at least one of required scope(s), required=[${required.join(
      ' ',
    )}], token scope=${caller.scopes.join(',')}`,
  );
}
