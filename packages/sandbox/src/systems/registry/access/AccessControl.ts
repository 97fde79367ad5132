import { createHash, timingSafeEqual } from 'node:crypto';
import { Signer } from '../Signer';

export type Action = 'pull' | 'push';

export type RegistryUser = {
  username: string;
  password: string;
  /** `push` includes deleting. */
  rights: readonly Action[];
};

/** What a request wants to do; without a repository: the version check or the catalogue. */
export type Wish = { repository?: string; action: Action };

export type Decision =
  | { result: 'allowed' }
  /** Credentials are missing or wrong, or a token's scope does not reach. */
  | { result: 'challenge'; reason?: 'invalid_token' | 'insufficient_scope' }
  /** Who it is is known, and may not. */
  | { result: 'denied' };

type Claims = { subject: string; scopes: string[]; expires: number };

const tokenSeconds = 300;

/**
 * Who may pull and push.
 *
 * Credentials are Basic, or a Bearer token from the token endpoint, as the
 * distribution specification's clients use them. Without users everything is open.
 */
export class AccessControl {
  readonly #users: readonly RegistryUser[];
  readonly #anonymousPull: boolean;
  readonly #signer: Signer;
  readonly #now: () => Date;

  constructor(options: {
    users: readonly RegistryUser[];
    anonymousPull: boolean;
    signer: Signer;
    now: () => Date;
  }) {
    this.#users = options.users;
    this.#anonymousPull = options.anonymousPull;
    this.#signer = options.signer;
    this.#now = options.now;
  }

  decide(authorization: string | undefined, wish: Wish): Decision {
    if (this.#users.length === 0) return { result: 'allowed' };
    if (!authorization) {
      const open = this.#anonymousPull && wish.action === 'pull';
      // The version check is how clients learn that and where to sign in.
      return open && wish.repository !== undefined
        ? { result: 'allowed' }
        : { result: 'challenge' };
    }
    const token = /^Bearer (.+)$/i.exec(authorization)?.[1];
    if (token) return this.#decideByToken(token, wish);
    const user = this.#signIn(authorization);
    if (!user) return { result: 'challenge' };
    const mayDo = !wish.repository || user.rights.includes(wish.action);
    return { result: mayDo ? 'allowed' : 'denied' };
  }

  /** A token for those of the asked scopes that the caller has; undefined for wrong credentials. */
  issueToken(
    authorization: string | undefined,
    scopes: readonly string[],
  ): { token: string; expiresIn: number; issuedAt: string } | undefined {
    const user = authorization ? this.#signIn(authorization) : undefined;
    if (authorization && !user) return undefined;
    const rights: readonly Action[] =
      user?.rights ?? (this.#anonymousPull ? ['pull'] : []);
    const now = this.#now();
    const claims: Claims = {
      subject: user?.username ?? '',
      scopes: scopes.flatMap(scope => grantedScopes(scope, rights)),
      expires: now.getTime() + tokenSeconds * 1000,
    };
    return {
      token: this.#signer.sign(claims),
      expiresIn: tokenSeconds,
      issuedAt: now.toISOString(),
    };
  }

  #decideByToken(token: string, wish: Wish): Decision {
    const claims = this.#signer.verify<Claims>(token);
    if (!claims || claims.expires < this.#now().getTime()) {
      return { result: 'challenge', reason: 'invalid_token' };
    }
    const needed = `${wish.repository}:${wish.action}`;
    if (!wish.repository || claims.scopes.includes(needed)) {
      return { result: 'allowed' };
    }
    return { result: 'challenge', reason: 'insufficient_scope' };
  }

  #signIn(authorization: string): RegistryUser | undefined {
    const basic = /^Basic (.+)$/i.exec(authorization)?.[1];
    const [, username, password] =
      /^([^:]*):(.*)$/s.exec(
        Buffer.from(basic ?? '', 'base64').toString('utf8'),
      ) ?? [];
    return this.#users.find(
      user => user.username === username && isSame(user.password, password),
    );
  }
}

/** `repository:meridian/web:pull,push` becomes those of its actions that are rights. */
function grantedScopes(scope: string, rights: readonly Action[]): string[] {
  const [, repository, actions] =
    /^repository:([^:]+):([^:]+)$/.exec(scope) ?? [];
  if (!repository) return [];
  const asked = actions === '*' ? ['pull', 'push'] : actions.split(',');
  return rights
    .filter(right => asked.includes(right))
    .map(right => `${repository}:${right}`);
}

function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
