import {
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { z } from 'zod';
import { applicationSchema, errorSchema, sessionSchema } from './schema';
import { ApplicationState, toApplicationState } from './toApplicationState';

const TIMEOUT_MS = 10_000;

export interface ArgoCdClientOptions {
  name: string;
  /** Where its API is. */
  url: string;
  /** Where people see it. */
  frontendUrl: string;
  credentials?: ArgoCdCredentials;
}

export type ArgoCdCredentials =
  | { token: string }
  | { username: string; password: string };

/** Reads Applications of one Argo CD. */
export class ArgoCdClient {
  readonly name: string;
  readonly #url: string;
  readonly #frontendUrl: string;
  readonly #credentials?: ArgoCdCredentials;

  constructor(options: ArgoCdClientOptions) {
    this.name = options.name;
    this.#url = options.url.replace(/\/$/, '');
    this.#frontendUrl = options.frontendUrl.replace(/\/$/, '');
    this.#credentials = options.credentials;
  }

  /** Undefined when it is not there. Argo CD says the same, 403, for what the account may not see. */
  async getApplication(name: string): Promise<ApplicationState | undefined> {
    const path = `/api/v1/applications/${encodeURIComponent(name)}`;
    const { status, body } = await this.#request('GET', path, {
      headers: { Authorization: `Bearer ${await this.#token()}` },
      expect: [403, 404],
    });
    if (status !== 200) return undefined;
    return toApplicationState(
      this.#parse(applicationSchema, body, path),
      `${this.#frontendUrl}/applications/${encodeURIComponent(name)}`,
    );
  }

  async #token(): Promise<string> {
    if (!this.#credentials) {
      throw new NotAllowedError(
        `Argo CD "${this.name}" cannot be asked: neither token nor username is configured for it under argocd`,
      );
    }
    if ('token' in this.#credentials) return this.#credentials.token;
    const path = '/api/v1/session';
    const { body } = await this.#request('POST', path, {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(this.#credentials),
    });
    return this.#parse(sessionSchema, body, path).token;
  }

  async #request(
    method: string,
    path: string,
    options: {
      headers: Record<string, string>;
      body?: string;
      expect?: readonly number[];
    },
  ): Promise<{ status: number; body: unknown }> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#url}${path}`, {
        method,
        headers: options.headers,
        body: options.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      throw new ServiceUnavailableError(
        `Argo CD "${this.name}" did not answer ${method} ${path}: ${reasonOf(
          error,
        )}`,
      );
    }
    const { status } = response;
    const body = parseJson(text);
    if (response.ok || options.expect?.includes(status)) {
      return { status, body };
    }
    const parsed = errorSchema.safeParse(body);
    const words = parsed.success ? parsed.data.message : text.trim();
    const message = `Argo CD "${
      this.name
    }" answered ${status} to ${method} ${path}: ${words.slice(0, 300)}`;
    throw status === 401 || status === 403
      ? new NotAllowedError(message)
      : new ServiceUnavailableError(message);
  }

  #parse<T extends z.ZodTypeAny>(
    schema: T,
    body: unknown,
    path: string,
  ): z.output<T> {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new Error(
      `Argo CD "${
        this.name
      }" answered ${path} with something else than expected: ${
        issue.path.join('.') || 'the body'
      }: ${issue.message}`,
    );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!isError(error)) return 'the connection failed';
  return isError(error.cause) && error.cause.message
    ? error.cause.message
    : error.message;
}
