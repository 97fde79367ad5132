import {
  KeyObject,
  createPrivateKey,
  createPublicKey,
  randomUUID,
  sign,
  verify,
} from 'node:crypto';
import { UserInfo } from '../resources/ResourceContext';
import { ObjectStore } from '../storage/ObjectStore';
import { serviceAccountGroups, serviceAccountName } from './Attributes';

/** The issuer, and the audience of tokens that name none. */
export const issuer = 'https://kubernetes.default.svc';

interface Named {
  name: string;
  uid: string;
}

interface Claims {
  iss: string;
  sub: string;
  aud: string[];
  iat: number;
  nbf: number;
  /** Absent in the tokens of Secrets: they hold as long as the Secret. */
  exp?: number;
  jti: string;
  'kubernetes.io': {
    namespace: string;
    serviceaccount: Named;
    secret?: Named;
  };
}

/** A token, with what it says. */
export interface VerifiedToken {
  user: UserInfo;
  audiences: string[];
}

/** Makes and checks the tokens of service accounts: JWTs that are signed with the cluster's key. */
export class ServiceAccountTokens {
  readonly #store: ObjectStore;
  readonly #privateKey: KeyObject;
  readonly #publicKey: KeyObject;
  readonly #now: () => Date;

  constructor(options: {
    store: ObjectStore;
    /** PEM of a P-256 key. */
    privateKey: string;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#privateKey = createPrivateKey(options.privateKey);
    this.#publicKey = createPublicKey(this.#privateKey);
    this.#now = options.now;
  }

  /** A token for the account; with `secret`, one without an end that the Secret keeps. */
  issue(options: {
    namespace: string;
    account: Named;
    audiences?: string[];
    expiresAt?: Date;
    secret?: Named;
  }): string {
    const { namespace, account, secret, expiresAt } = options;
    const now = Math.floor(this.#now().getTime() / 1000);
    const claims: Claims = {
      aud: options.audiences?.length ? options.audiences : [issuer],
      ...(expiresAt && { exp: Math.floor(expiresAt.getTime() / 1000) }),
      iat: now,
      iss: issuer,
      jti: randomUUID(),
      'kubernetes.io': {
        namespace,
        serviceaccount: account,
        ...(secret && { secret }),
      },
      nbf: now,
      sub: serviceAccountName(namespace, account.name),
    };
    const body = `${encode({ alg: 'ES256', typ: 'JWT' })}.${encode(claims)}`;
    const signature = sign('sha256', Buffer.from(body), {
      key: this.#privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    return `${body}.${signature.toString('base64url')}`;
  }

  /** Absent when the token is none, not ours, over, or its account is gone. */
  verify(token: string): VerifiedToken | undefined {
    const claims = this.#read(token);
    if (!claims || claims.iss !== issuer) return undefined;
    const seconds = this.#now().getTime() / 1000;
    if (claims.exp !== undefined && claims.exp <= seconds) return undefined;
    const { namespace, serviceaccount, secret } = claims['kubernetes.io'];
    const isThere =
      this.#exists('serviceaccounts', namespace, serviceaccount) &&
      (!secret || this.#exists('secrets', namespace, secret));
    if (!isThere) return undefined;
    return {
      user: {
        username: claims.sub,
        uid: serviceaccount.uid,
        groups: serviceAccountGroups(namespace),
        extra: {
          'authentication.kubernetes.io/credential-id': [`JTI=${claims.jti}`],
        },
      },
      audiences: claims.aud,
    };
  }

  #read(token: string): Claims | undefined {
    const parts = token.split('.');
    if (parts.length !== 3) return undefined;
    const isSigned = verify(
      'sha256',
      Buffer.from(`${parts[0]}.${parts[1]}`),
      { key: this.#publicKey, dsaEncoding: 'ieee-p1363' },
      Buffer.from(parts[2], 'base64url'),
    );
    if (!isSigned) return undefined;
    return JSON.parse(Buffer.from(parts[1], 'base64url').toString());
  }

  #exists(storage: string, namespace: string, { name, uid }: Named): boolean {
    return this.#store.get(storage, { namespace, name })?.metadata.uid === uid;
  }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
