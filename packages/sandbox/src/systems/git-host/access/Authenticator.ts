import { GitHostState } from '../state/GitHostState';
import { TokenRecord, UserRecord } from '../state/records';
import { PasswordChecker, sha256 } from './passwords';

/** Who sends a request. */
export type Caller = {
  user?: UserRecord;
  /** Signed in with a user name and a password, not with a token. */
  byPassword: boolean;
  /** The token's scopes; absent for anything but a token. */
  scopes?: string[];
};

export class InvalidCredentialsError extends Error {
  readonly name = 'InvalidCredentialsError';
}

export const nobody: Caller = { byPassword: false };

/** Tells who is asking, from the Authorization header. */
export class Authenticator {
  readonly #state: GitHostState;
  readonly #now: () => Date;
  readonly #passwords = new PasswordChecker();

  constructor(options: { state: GitHostState; now: () => Date }) {
    this.#state = options.state;
    this.#now = options.now;
  }

  /** Without a header nobody; with one that is not right, an InvalidCredentialsError. */
  authenticate(authorization: string | undefined): Caller {
    const [, scheme, value] = /^(\S+)\s+(.+)$/.exec(authorization ?? '') ?? [];
    switch (scheme?.toLowerCase()) {
      case undefined:
        return nobody;
      case 'token':
      case 'bearer':
        return this.#byToken(value) ?? refuse();
      case 'basic': {
        const text = Buffer.from(value, 'base64').toString('utf8');
        const [, username, password] = /^([^:]*):?([\s\S]*)$/.exec(text) ?? [];
        return this.signIn(username, password) ?? refuse();
      }
      default:
        return refuse();
    }
  }

  /** A password or a token, as git clients send them; a token may also stand in the user name's place. */
  signIn(username: string, password: string): Caller | undefined {
    const token = this.#byToken(password) ?? this.#byToken(username);
    if (token) return token;
    const user = this.#state.user(username);
    if (!user || !this.#passwords.matches(password, user.password)) {
      return undefined;
    }
    return { user: this.#seen(user), byPassword: true };
  }

  #byToken(value: string): Caller | undefined {
    if (!value) return undefined;
    const hash = sha256(value);
    const token = this.#state.tokens.find(one => one.hash === hash);
    const user = token && this.#state.userById(token.userId);
    if (!user) return undefined;
    this.#used(token);
    return { user, byPassword: false, scopes: token.scopes };
  }

  #used(token: TokenRecord): void {
    const now = this.#now().toISOString();
    // To the minute: each request would be a write otherwise.
    if (token.lastUsedAt?.slice(0, 16) === now.slice(0, 16)) return;
    this.#state.tokens.update(token.id, { lastUsedAt: now });
  }

  #seen(user: UserRecord): UserRecord {
    if (user.lastLoginAt) return user;
    const lastLoginAt = this.#now().toISOString();
    this.#state.owners.save({ ...user, lastLoginAt });
    return { ...user, lastLoginAt };
  }
}

function refuse(): never {
  throw new InvalidCredentialsError();
}
