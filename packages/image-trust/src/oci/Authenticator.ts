import { z } from 'zod';
import { parseChallenge, realmAllowed } from './challenge';
import { CredentialSource, RegistryCredentials } from './credentials';
import { HttpAnswer, HttpRequest, HttpTransport } from './HttpTransport';
import { RegistryError } from './RegistryError';

type Place = { registry: string; repository: string; plainHttp: boolean };

const tokenSchema = z.object({
  token: z.string().optional(),
  access_token: z.string().optional(),
});
const tokenBytes = 64 * 1024;

/**
 * Answers a registry's challenge: basic, or a token for pulling one
 * repository. Tokens are kept in memory, one for each repository, and asked
 * again when a registry no longer takes them.
 *
 * @see https://distribution.github.io/distribution/spec/auth/token/
 */
export class Authenticator {
  readonly #transport: HttpTransport;
  readonly #credentials: CredentialSource;
  readonly #allowedRealms: readonly string[];
  readonly #authorizations = new Map<string, string>();

  constructor(options: {
    transport: HttpTransport;
    credentials: CredentialSource;
    allowedRealms: readonly string[];
  }) {
    this.#transport = options.transport;
    this.#credentials = options.credentials;
    this.#allowedRealms = options.allowedRealms;
  }

  /** Sends the request, and once more with credentials when the registry asks for them. */
  async get(request: HttpRequest, place: Place): Promise<HttpAnswer> {
    const key = `${place.registry}/${place.repository}`;
    const known = this.#authorizations.get(key);
    const first = await this.#transport.get(
      known ? withAuthorization(request, known) : request,
    );
    if (first.status !== 401) return first;

    const authorization = await this.#authorize(
      request,
      place,
      first.headers.get('www-authenticate'),
    );
    if (!authorization) return first;
    this.#authorizations.set(key, authorization);
    return this.#transport.get(withAuthorization(request, authorization));
  }

  async #authorize(
    request: HttpRequest,
    place: Place,
    header: string | null,
  ): Promise<string | undefined> {
    const challenge = parseChallenge(header);
    if (!challenge) return undefined;
    const credentials = await this.#credentials(place.registry);
    if (challenge.scheme === 'basic') {
      return credentials && basic(credentials);
    }

    const allowed = realmAllowed({
      realm: challenge.realm,
      registry: place.registry,
      plainHttp: place.plainHttp,
      allowed: this.#allowedRealms,
    });
    if (!allowed) {
      throw new RegistryError({
        code: 'DENIED',
        request: request.name,
        found: `asks for a token from ${hostOf(
          challenge.realm,
        )}, which is not an allowed realm`,
      });
    }
    const url = new URL(challenge.realm);
    if (challenge.service) url.searchParams.set('service', challenge.service);
    // Never more than to pull this repository, whatever was asked.
    url.searchParams.set('scope', `repository:${place.repository}:pull`);
    const answer = await this.#transport.get({
      url: url.href,
      headers: {
        accept: 'application/json',
        ...(credentials && { authorization: basic(credentials) }),
      },
      maxBytes: tokenBytes,
      name: `GET token of ${url.host}`,
    });
    if (answer.status !== 200) {
      throw new RegistryError({
        code: 'DENIED',
        request: request.name,
        found: `${url.host} gave no token: ${answer.status}`,
      });
    }
    return `Bearer ${readToken(answer.body, url.host)}`;
  }
}

function readToken(body: Buffer, host: string): string {
  let token: string | undefined;
  try {
    const parsed = tokenSchema.parse(JSON.parse(body.toString('utf8')));
    token = parsed.token ?? parsed.access_token;
  } catch {
    // Said below: the text itself may hold a token and must not be shown.
  }
  if (!token || !/^[\x21-\x7e]+$/.test(token)) {
    throw new RegistryError({
      code: 'MALFORMED',
      request: `GET token of ${host}`,
      found: 'the answer holds no token',
    });
  }
  return token;
}

function withAuthorization(
  request: HttpRequest,
  authorization: string,
): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization } };
}

function basic({ username, password }: RegistryCredentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'no address';
  }
}
