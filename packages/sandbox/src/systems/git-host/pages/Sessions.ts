import { Request, Response } from 'express';
import { randomBytes } from 'node:crypto';
import {
  Authenticator,
  InvalidCredentialsError,
} from '../access/Authenticator';
import { GitHostState } from '../state/GitHostState';
import { UserRecord } from '../state/records';
import { PageError } from './PageError';

const cookieName = 'git_host_session';

/** Who is signed in with a browser. Kept in memory: after a restart people sign in again. */
export class Sessions {
  readonly #state: GitHostState;
  readonly #authenticator: Authenticator;
  readonly #users = new Map<string, number>();

  constructor(state: GitHostState, authenticator: Authenticator) {
    this.#state = state;
    this.#authenticator = authenticator;
  }

  /** The reader of a page: by the session's cookie, or by an Authorization header. */
  viewerOf(req: Request): UserRecord | undefined {
    const userId = this.#users.get(sessionIdOf(req));
    if (userId !== undefined) return this.#state.userById(userId);
    try {
      const { authorization } = req.headers;
      return this.#authenticator.authenticate(authorization).user;
    } catch (error) {
      if (!(error instanceof InvalidCredentialsError)) throw error;
      throw new PageError(
        401,
        'The user name, password or token is not right.',
      );
    }
  }

  /** Starts a session; false when the password is not right. */
  signIn(res: Response, username: string, password: string): boolean {
    const caller = this.#authenticator.signIn(username, password);
    if (!caller?.user) return false;
    const id = randomBytes(24).toString('hex');
    this.#users.set(id, caller.user.id);
    res.setHeader(
      'Set-Cookie',
      `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax`,
    );
    return true;
  }

  signOut(req: Request, res: Response): void {
    this.#users.delete(sessionIdOf(req));
    res.setHeader(
      'Set-Cookie',
      `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0`,
    );
  }
}

function sessionIdOf(req: Request): string {
  const cookies = (req.headers.cookie ?? '').split(/;\s*/);
  const mine = cookies.find(cookie => cookie.startsWith(`${cookieName}=`));
  return mine?.slice(cookieName.length + 1) ?? '';
}
