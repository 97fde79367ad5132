import http from 'node:http';
import https from 'node:https';

/** An answer with a status of 400 or more. */
export class HttpError extends Error {
  constructor(
    readonly method: string,
    readonly url: string,
    readonly status: number,
    readonly body: unknown,
  ) {
    const said =
      (body as { message?: string } | undefined)?.message ??
      JSON.stringify(body)?.slice(0, 300);
    super(`${method} ${url} answered ${status}: ${said}`);
  }
}

/** Sends JSON to one system, and trusts the certificate authority it is given. */
export class JsonClient {
  readonly #base: string;
  readonly #headers: Record<string, string>;
  readonly #ca?: string;

  constructor(options: { url: string; authorization?: string; ca?: string }) {
    this.#base = options.url;
    this.#ca = options.ca;
    this.#headers = {
      accept: 'application/json',
      ...(options.authorization && { authorization: options.authorization }),
    };
  }

  /** @throws HttpError when the answer's status is 400 or more */
  async request<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const url = `${this.#base}${path}`;
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const { status, text } = await new Promise<{
      status: number;
      text: string;
    }>((resolve, reject) => {
      const send = url.startsWith('https:') ? https.request : http.request;
      const request = send(
        url,
        {
          method,
          ca: this.#ca,
          headers: {
            ...this.#headers,
            ...(payload !== undefined && {
              'content-type': 'application/json',
              'content-length': Buffer.byteLength(payload),
            }),
            ...headers,
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(payload);
    });
    let answer: unknown = text;
    try {
      answer = text ? JSON.parse(text) : undefined;
    } catch {
      // Some errors are plain text; then the text is the answer.
    }
    if (status >= 400) throw new HttpError(method, url, status, answer);
    return answer as T;
  }

  get<T>(path: string): Promise<T> {
    return this.request('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return this.request('POST', path, body);
  }
}
