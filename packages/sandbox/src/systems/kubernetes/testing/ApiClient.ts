import { WatchReader } from './WatchReader';

/** A value inside an answer: `at(answer.body, 'metadata.uid')`. */
export function at(value: unknown, path: string): string {
  const found = path
    .split('.')
    .reduce<unknown>(
      (inner, step) => (inner as Record<string, unknown> | undefined)?.[step],
      value,
    );
  return String(found);
}

/** The names of the objects in a list. */
export function namesOf(list: unknown): string[] {
  return (list as { items: unknown[] }).items.map(item =>
    at(item, 'metadata.name'),
  );
}

/** An answer with its body as JSON, or as text when it is none. */
export interface ApiAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: unknown;
}

export interface CallOptions {
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
}

/** A client without opinions: one request, one answer. */
export class ApiClient {
  readonly #url: string;
  readonly #token: string | undefined;

  constructor(options: { url: string; token?: string }) {
    this.#url = options.url;
    this.#token = options.token;
  }

  as(token: string): ApiClient {
    return new ApiClient({ url: this.#url, token });
  }

  get(path: string, options?: CallOptions): Promise<ApiAnswer> {
    return this.call('GET', path, options);
  }

  post(path: string, body: unknown, options?: CallOptions): Promise<ApiAnswer> {
    return this.call('POST', path, { ...options, body });
  }

  delete(path: string, body?: unknown): Promise<ApiAnswer> {
    return this.call('DELETE', path, { body });
  }

  patch(path: string, body: unknown): Promise<ApiAnswer> {
    return this.call('PATCH', path, {
      body,
      contentType: 'application/merge-patch+json',
    });
  }

  apply(path: string, body: unknown): Promise<ApiAnswer> {
    return this.call('PATCH', `${path}?fieldManager=test&force=true`, {
      body,
      contentType: 'application/apply-patch+yaml',
    });
  }

  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<ApiAnswer> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: this.#headers(options),
      body: options.body === undefined ? undefined : toText(options.body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: parse(text),
    };
  }

  /** Collects the events of a watch until it is stopped, or ended by the server. */
  watch(path: string): WatchReader {
    return new WatchReader(`${this.#url}${path}`, this.#headers({}));
  }

  #headers({ contentType, headers }: CallOptions): Record<string, string> {
    return {
      'content-type': contentType ?? 'application/json',
      ...(this.#token && { authorization: `Bearer ${this.#token}` }),
      ...headers,
    };
  }
}

function toText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
