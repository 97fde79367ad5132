import { LoggerService } from '@backstage/backend-plugin-api';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import { Clock } from '../../time/Clock';
import { backOff } from '../../time/backOff';
import { HostAnswer } from './HostAnswer';
import { readRateLimit } from './readRateLimit';
import { redact } from './redact';
import { toHostError } from './toHostError';

const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 30_000;

export interface HostHttpOptions {
  /** How messages name the system, e.g. `Gitea at git.example.com`. */
  system: string;
  /** Root of its API, without a trailing slash. */
  baseUrl: string;
  /** Headers of every request, the credentials among them; asked each time, since a GitHub App's token ends. */
  headers: () => Promise<Record<string, string>>;
  clock: Clock;
  logger: LoggerService;
  timeoutMs?: number;
}

type QueryValue = string | number | boolean | undefined;

export interface HostRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments below the base URL; each is encoded here, so none can reach another path. */
  path: readonly string[];
  /** A list is given once for each of its values. */
  query?: Record<string, QueryValue | readonly string[]>;
  body?: unknown;
  /** Statuses that are an answer and not a failure, besides 2xx. */
  expect?: readonly number[];
  /** Whether asking twice does the same as asking once; by default so for GET, HEAD and DELETE. */
  idempotent?: boolean;
}

/**
 * Asks a Git host's HTTP API, with one rule for all three hosts on what is asked again:
 * what was refused for its rate always, what failed half-way (5xx, timeout, lost
 * connection) only when asking twice does no harm, and neither for ever.
 */
export class HostHttp {
  readonly #options: HostHttpOptions;

  constructor(options: HostHttpOptions) {
    this.#options = options;
  }

  get system(): string {
    return this.#options.system;
  }

  async request(request: HostRequest): Promise<HostAnswer> {
    const { clock, logger, system } = this.#options;
    const idempotent =
      request.idempotent ?? ['GET', 'HEAD', 'DELETE'].includes(request.method);

    for (let attempt = 1; ; attempt++) {
      const outcome = await this.#send(request);
      if (outcome.answer) {
        return outcome.answer;
      }
      const wait =
        outcome.waitMs ?? backOff(attempt, { initial: 500, maximum: 8_000 });
      const repeat = outcome.rateLimited || (outcome.halfWay && idempotent);
      if (!repeat || attempt === ATTEMPTS || wait > LONGEST_WAIT_MS) {
        throw outcome.error;
      }
      logger.debug('Asking a Git host again', {
        system,
        method: request.method,
        attempt,
        wait,
        reason: outcome.error.message,
      });
      await clock.wait(wait);
    }
  }

  async #send(request: HostRequest): Promise<Outcome> {
    const { system, clock, timeoutMs = 20_000 } = this.#options;
    const url = this.#urlOf(request);
    const asked = `${request.method} ${url.pathname}`;
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'User-Agent': 'portolan-gitops',
      ...(await this.#options.headers()),
    };
    let body: string | undefined;
    if (request.body !== undefined) {
      headers['Content-Type'] = 'application/json';
      body = JSON.stringify(request.body);
    }

    let response: Response;
    let text: string;
    try {
      response = await fetch(url, {
        method: request.method,
        headers,
        body,
        // A redirect could lead the credentials to another host.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await response.text();
      // Only what fails is shown to people.
      if (!response.ok) text = redact(text, headers);
    } catch (error) {
      return {
        halfWay: true,
        error: new ServiceUnavailableError(
          `${system} did not answer ${asked}: ${reasonOf(error, timeoutMs)}`,
        ),
      };
    }

    const { status } = response;
    if (response.ok || request.expect?.includes(status)) {
      const answer = { status, text, headers: response.headers };
      return { answer: new HostAnswer({ ...answer, system, asked }) };
    }
    const limit = readRateLimit(status, response.headers, clock.now());
    return {
      rateLimited: limit !== undefined,
      halfWay: status >= 500,
      waitMs: limit?.waitMs,
      error: toHostError({
        system,
        asked,
        status,
        text,
        waitMs: limit?.waitMs,
      }),
    };
  }

  #urlOf({ path, query = {} }: HostRequest): URL {
    const url = new URL(
      `${this.#options.baseUrl}/${path.map(encodeURIComponent).join('/')}`,
    );
    for (const [name, value] of Object.entries(query)) {
      for (const each of Array.isArray(value) ? value : [value]) {
        if (each !== undefined) url.searchParams.append(name, String(each));
      }
    }
    return url;
  }
}

type Outcome =
  | { answer: HostAnswer }
  | {
      answer?: undefined;
      error: Error;
      /** It may have been done, or not. */
      halfWay?: boolean;
      /** It was not done, because too much was asked. */
      rateLimited?: boolean;
      waitMs?: number;
    };

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!isError(error)) return 'the connection failed';
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs} ms`;
  // fetch says only "fetch failed", its cause says why.
  return isError(error.cause) && error.cause.message
    ? error.cause.message
    : error.message;
}
