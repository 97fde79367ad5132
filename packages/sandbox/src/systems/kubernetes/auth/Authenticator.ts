import { UserInfo } from '../resources/ResourceContext';
import { anonymous, authenticatedGroup } from './Attributes';
import {
  ServiceAccountTokens,
  VerifiedToken,
  issuer,
} from './ServiceAccountTokens';

/** A token that is known from the start, as in a token file of the API server. */
export interface StaticToken {
  token: string;
  username: string;
  /** Without it, the name. */
  uid?: string;
  groups: readonly string[];
}

/** Finds out who asks. */
export class Authenticator {
  readonly #static: Map<string, UserInfo>;
  readonly #serviceAccounts: ServiceAccountTokens;

  constructor(options: {
    tokens: readonly StaticToken[];
    serviceAccounts: ServiceAccountTokens;
  }) {
    this.#static = new Map(
      options.tokens.map(({ token, username, uid, groups }) => [
        token,
        {
          username,
          uid: uid ?? username,
          groups: [...groups, authenticatedGroup],
        },
      ]),
    );
    this.#serviceAccounts = options.serviceAccounts;
  }

  /** Who sends this `Authorization` header; absent when it is wrong. Without a header: the anonymous user. */
  authenticate(authorization: string | undefined): UserInfo | undefined {
    if (!authorization) return anonymous;
    const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    // Other schemes, as Basic, are nobody's here.
    if (token === undefined) return anonymous;
    const verified = this.verify(token);
    return verified?.audiences.includes(issuer) ? verified.user : undefined;
  }

  verify(token: string): VerifiedToken | undefined {
    const user = this.#static.get(token);
    return user
      ? { user, audiences: [issuer] }
      : this.#serviceAccounts.verify(token);
  }
}
