import { exportJWK, SignJWT } from 'jose';
import { InstanceKey, InstanceKeys, spkiOf } from '../keys/InstanceKeys';
import { sha256 } from '../keys/sha';
import { WorkloadClaims } from './workloadIdentity';

/** The audience that Fulcio wants. */
export const sigstoreAudience = 'sigstore';

export const tokenLifetimeSeconds = 600;

type TokenRequest = { at: Date; audience?: string };

/** The OIDC provider of runs and people: its tokens say who asks for a certificate. */
export class TokenIssuer {
  readonly url: string;
  readonly #keys: Pick<InstanceKeys, 'get'>;

  constructor(options: { url: string; keys: Pick<InstanceKeys, 'get'> }) {
    this.url = options.url;
    this.#keys = options.keys;
  }

  get publicKey() {
    return this.#key.publicKey;
  }

  /** Only when it is needed: making an RSA key takes a while. */
  get #key(): InstanceKey {
    return this.#keys.get('oidc');
  }

  get #keyId(): string {
    return sha256(spkiOf(this.publicKey)).toString('hex');
  }

  /** The token of a pipeline's run. */
  issueForWorkload(
    claims: WorkloadClaims,
    request: TokenRequest,
  ): Promise<string> {
    const subject = `repo:${claims.repository}:ref:${claims.ref}`;
    return this.#issue({ ...claims }, { ...request, subject });
  }

  /** The token of somebody who signed in. */
  issueForPerson(email: string, request: TokenRequest): Promise<string> {
    return this.#issue(
      { email, email_verified: true },
      { ...request, subject: email },
    );
  }

  /** What `/.well-known/openid-configuration` answers. */
  get discovery() {
    return {
      issuer: this.url,
      jwks_uri: `${this.url}/oidc/keys`,
      token_endpoint: `${this.url}/oidc/token`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid', 'email'],
    };
  }

  /** The keys that tokens can be checked with (RFC 7517). */
  async jwks() {
    const jwk = await exportJWK(this.publicKey);
    return { keys: [{ ...jwk, kid: this.#keyId, alg: 'RS256', use: 'sig' }] };
  }

  #issue(
    claims: Record<string, unknown>,
    options: TokenRequest & { subject: string },
  ): Promise<string> {
    const seconds = Math.floor(options.at.getTime() / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: this.#keyId, typ: 'JWT' })
      .setIssuer(this.url)
      .setSubject(options.subject)
      .setAudience(options.audience ?? sigstoreAudience)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + tokenLifetimeSeconds)
      .sign(this.#key.privateKey);
  }
}
