import {
  createHash,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { DocumentStore } from '../../../state/DocumentStore';
import { ApiError } from './ApiError';
import { isAllowed, policiesOf, Policy, Role } from './policies';
import { checkToken, Claims, signToken } from './tokens';

export type AccountOptions = {
  name: string;
  /** May sign in with it. */
  password?: string;
  /** A token of any form that is good for this account, beside those that it makes. */
  token?: string;
  role?: Role;
  /** Further rights, as in policy.csv without the subject: `applications, sync, shop/*`. */
  policies?: string[];
};

/** Who sends a request. */
export type Caller = {
  name: string;
  policies: readonly Policy[];
  issuedAt: Date;
};

export type AccountToken = { id: string; issuedAt: number; expiresAt?: number };

const sessionSeconds = 24 * 3600;
const invalidCredentials = 'Invalid username or password';

/** The accounts of this Argo CD, their tokens, and what each may do. */
export class Accounts {
  readonly #accounts: Map<string, AccountOptions>;
  readonly #store: DocumentStore;
  readonly #now: () => Date;
  readonly #secret: string;
  readonly #since: Date;

  constructor(options: {
    accounts: readonly AccountOptions[];
    store: DocumentStore;
    now: () => Date;
  }) {
    this.#accounts = new Map(options.accounts.map(each => [each.name, each]));
    this.#store = options.store;
    this.#now = options.now;
    // Rights are read once here, so that a mistake in them stops the start.
    options.accounts.forEach(each => policiesOf(each.role, each.policies));
    this.#secret = this.#kept('secret', () => randomBytes(32).toString('hex'));
    this.#since = new Date(
      this.#kept('since', () => this.#now().toISOString()),
    );
  }

  list(): Array<{ account: AccountOptions; tokens: AccountToken[] }> {
    return [...this.#accounts.values()].map(account => ({
      account,
      tokens: this.#tokensOf(account.name),
    }));
  }

  get(name: string): { account: AccountOptions; tokens: AccountToken[] } {
    const found = this.list().find(({ account }) => account.name === name);
    if (!found) {
      throw new ApiError('NotFound', `account '${name}' does not exist`);
    }
    return found;
  }

  /** @throws ApiError when the password is wrong, or there is none */
  signIn(name: string, password: string): string {
    const account = this.#accounts.get(name);
    if (!account?.password || !isSame(account.password, password)) {
      throw new ApiError('Unauthenticated', invalidCredentials);
    }
    return signToken(
      {
        subject: `${name}:login`,
        now: this.#now(),
        expiresIn: sessionSeconds,
      },
      this.#secret,
    ).token;
  }

  createToken(
    name: string,
    options: { id?: string; expiresIn?: number },
  ): string {
    this.get(name);
    const id = options.id || randomUUID();
    const tokens = this.#tokensOf(name);
    if (tokens.some(token => token.id === id)) {
      throw new ApiError(
        'Unknown',
        `failed to update account with new token: account already has token with id '${id}'`,
      );
    }
    const { token, claims } = signToken(
      {
        subject: `${name}:apiKey`,
        now: this.#now(),
        expiresIn: options.expiresIn,
        id,
      },
      this.#secret,
    );
    this.#store.put('account-tokens', name, [
      ...tokens,
      {
        id,
        issuedAt: claims.iat,
        ...(claims.exp && { expiresAt: claims.exp }),
      },
    ]);
    return token;
  }

  deleteToken(name: string, id: string): void {
    this.get(name);
    const left = this.#tokensOf(name).filter(token => token.id !== id);
    this.#store.put('account-tokens', name, left);
  }

  /**
   * Whose token this is.
   *
   * @throws ApiError when it is nobody's
   */
  identify(token: string | undefined): Caller {
    if (!token) throw new ApiError('Unauthenticated', 'no session information');
    for (const account of this.#accounts.values()) {
      if (account.token && isSame(account.token, token)) {
        return this.#callerOf(account, this.#since);
      }
    }
    const check = checkToken(token, {
      secret: this.#secret,
      now: this.#now(),
    });
    switch (check.result) {
      case 'malformed':
        throw new ApiError('Unauthenticated', 'no session information');
      case 'invalid':
        throw new ApiError(
          'Unauthenticated',
          `invalid session: ${check.reason}`,
        );
      default:
        return this.#callerOfClaims(check.claims);
    }
  }

  #callerOfClaims({ sub, jti, iat }: Claims): Caller {
    const [name, capability] = sub.split(':');
    const account = this.#accounts.get(name);
    if (!account) {
      throw new ApiError(
        'Unauthenticated',
        `invalid session: account '${name}' does not exist`,
      );
    }
    const isRevoked =
      capability === 'apiKey' &&
      !this.#tokensOf(name).some(token => token.id === jti);
    if (isRevoked) {
      throw new ApiError(
        'Unauthenticated',
        `invalid session: account ${name} does not have token with id ${jti}`,
      );
    }
    return this.#callerOf(account, new Date(iat * 1000));
  }

  #callerOf(account: AccountOptions, issuedAt: Date): Caller {
    const policies = policiesOf(account.role, account.policies);
    return { name: account.name, policies, issuedAt };
  }

  #tokensOf(name: string): AccountToken[] {
    return this.#store.get<AccountToken[]>('account-tokens', name) ?? [];
  }

  #kept(key: string, make: () => string): string {
    const kept = this.#store.get<string>('settings', key) ?? make();
    this.#store.put('settings', key, kept);
    return kept;
  }
}

export function may(caller: Caller, request: Policy): boolean {
  return isAllowed(caller.policies, request);
}

/** @throws ApiError in the words of Argo CD when the caller may not */
export function enforce(caller: Caller, request: Policy): void {
  if (may(caller, request)) return;
  const { resource, action, object } = request;
  const iat = caller.issuedAt.toISOString().replace(/\.\d+Z$/, 'Z');
  throw new ApiError(
    'PermissionDenied',
    `permission denied: ${resource}, ${action}, ${object}, sub: ${caller.name}, iat: ${iat}`,
  );
}

/** Compares secrets in a time that does not tell how much of them is right. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
