import { Limits } from './limits';
import { isPrivateHost } from './privateAddress';
import { RegistryError } from './RegistryError';

/** An answer whose body was read whole, within the limits. */
export type HttpAnswer = {
  status: number;
  headers: Headers;
  body: Buffer;
};

export type HttpRequest = {
  url: string;
  headers: Record<string, string>;
  /** Bytes of the body, at the most. */
  maxBytes: number;
  /** How the request is named in errors: without query, without credentials. */
  name: string;
};

/** What was spent on the network, for the report. */
export type Cost = { requests: number; bytes: number };

type Options = {
  limits: Limits;
  fetch?: typeof fetch;
  /** Waits between retries; tests pass their own. */
  sleep?: (ms: number) => Promise<void>;
  random?: () => number;
};

const retriedStatus = new Set([429, 500, 502, 503, 504]);

/**
 * GET with limits: bytes, time, redirects (credentials never follow one to
 * another origin, TLS is never left), retries with back-off that honour
 * `Retry-After`.
 */
export class HttpTransport {
  readonly cost: Cost = { requests: 0, bytes: 0 };
  readonly #limits: Limits;
  readonly #fetch: typeof fetch;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #random: () => number;

  constructor(options: Options) {
    this.#limits = options.limits;
    this.#fetch = options.fetch ?? fetch;
    this.#sleep =
      options.sleep ?? (ms => new Promise(resolve => setTimeout(resolve, ms)));
    this.#random = options.random ?? Math.random;
  }

  /**
   * @throws RegistryError `RATE_LIMITED`, `UNREACHABLE`, `LIMIT_EXCEEDED` or `MALFORMED`; every other status is an answer
   */
  async get(request: HttpRequest): Promise<HttpAnswer> {
    for (let attempt = 0; ; attempt += 1) {
      let failure: RegistryError;
      let wait = 250 * 2 ** attempt * (0.5 + this.#random());
      try {
        const answer = await this.#follow(request);
        if (!retriedStatus.has(answer.status)) return answer;
        failure = new RegistryError({
          code: answer.status === 429 ? 'RATE_LIMITED' : 'UNREACHABLE',
          request: request.name,
          found: `answered ${answer.status}`,
        });
        const asked = retryAfter(answer.headers.get('retry-after'));
        if (asked !== undefined) {
          if (asked > this.#limits.retryAfterMs) throw failure;
          wait = asked;
        }
      } catch (error) {
        if (RegistryError.is(error) && error.code !== 'UNREACHABLE')
          throw error;
        failure = RegistryError.is(error)
          ? error
          : new RegistryError({
              code: 'UNREACHABLE',
              request: request.name,
              found: 'the connection failed',
              cause: error,
            });
      }
      if (attempt >= this.#limits.retries) throw failure;
      await this.#sleep(wait);
    }
  }

  async #follow(request: HttpRequest): Promise<HttpAnswer> {
    let url = new URL(request.url);
    let headers = request.headers;
    for (let hop = 0; hop <= this.#limits.redirects; hop += 1) {
      const answer = await this.#once(url, headers, request);
      if (![301, 302, 303, 307, 308].includes(answer.status)) return answer;
      const target = redirectTarget(answer.headers.get('location'), url);
      if (!target) {
        throw new RegistryError({
          code: 'MALFORMED',
          request: request.name,
          found: `redirects to an address that is not followed`,
        });
      }
      if (target.origin !== url.origin) {
        headers = Object.fromEntries(
          Object.entries(headers).filter(
            ([name]) => name.toLowerCase() !== 'authorization',
          ),
        );
      }
      url = target;
    }
    throw new RegistryError({
      code: 'LIMIT_EXCEEDED',
      request: request.name,
      found: `more than ${this.#limits.redirects} redirects`,
    });
  }

  async #once(
    url: URL,
    headers: Record<string, string>,
    request: HttpRequest,
  ): Promise<HttpAnswer> {
    const deadline = AbortSignal.timeout(this.#limits.requestMs);
    this.cost.requests += 1;
    const response = await this.#fetch(url, {
      headers,
      redirect: 'manual',
      signal: deadline,
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (response.body) {
      for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
        size += chunk.byteLength;
        this.cost.bytes += chunk.byteLength;
        if (size > request.maxBytes) {
          throw new RegistryError({
            code: 'LIMIT_EXCEEDED',
            request: request.name,
            found: `more than ${request.maxBytes} bytes`,
          });
        }
        chunks.push(chunk);
      }
    }
    return {
      status: response.status,
      headers: response.headers,
      body: Buffer.concat(chunks),
    };
  }
}

/**
 * Where a redirect may lead: http or https, never from TLS to plain, never
 * with credentials in the address, never from outside into a private network.
 */
function redirectTarget(location: string | null, from: URL): URL | undefined {
  if (!location) return undefined;
  let target: URL;
  try {
    target = new URL(location, from);
  } catch {
    return undefined;
  }
  const plain = target.protocol === 'http:' && from.protocol === 'http:';
  const allowed =
    (target.protocol === 'https:' || plain) &&
    !target.username &&
    !target.password &&
    (!isPrivateHost(target.hostname) || isPrivateHost(from.hostname));
  return allowed ? target : undefined;
}

/** Milliseconds that a `Retry-After` header asks for: seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
