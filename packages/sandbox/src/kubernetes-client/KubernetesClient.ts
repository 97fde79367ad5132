import { StringDecoder } from 'node:string_decoder';
import { KubernetesObject } from './KubernetesObject';
import { dialError } from '../http/dialError';
import { openRequest, request } from '../http/request';

/** How to reach a cluster. */
export type ClusterConnection = {
  url: string;
  token: string;
  /** Certificate authority in PEM form. */
  ca?: string;
  /** As which program to introduce oneself: `argocd-application-controller/v3.5.7`. */
  userAgent?: string;
};

/** A Kubernetes API server refused, or could not be asked (`code` 0). */
export class KubernetesError extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(options: { code: number; reason: string; message: string }) {
    super(options.message);
    this.name = 'KubernetesError';
    this.code = options.code;
    this.reason = options.reason;
  }

  static isNotFound(error: unknown): boolean {
    return error instanceof KubernetesError && error.code === 404;
  }

  static isConflict(error: unknown): boolean {
    return error instanceof KubernetesError && error.code === 409;
  }
}

export type ObjectList = {
  kind: string;
  metadata: { resourceVersion: string; continue?: string };
  items: KubernetesObject[];
};

export type WatchEvent = {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubernetesObject & { code?: number; message?: string };
};

type Query = Record<string, string | undefined>;

const json = 'application/json';

/** The requests that a controller makes to one cluster. Paths are those of the Kubernetes API. */
export class KubernetesClient {
  readonly url: string;
  readonly #connection: ClusterConnection;

  constructor(connection: ClusterConnection) {
    this.#connection = connection;
    this.url = connection.url.replace(/\/$/, '');
  }

  get<T = KubernetesObject>(path: string, query: Query = {}): Promise<T> {
    return this.#send({ method: 'GET', path, query });
  }

  create(
    path: string,
    body: object,
    query: Query = {},
  ): Promise<KubernetesObject> {
    return this.#send({ method: 'POST', path, query, body, type: json });
  }

  update(
    path: string,
    body: object,
    query: Query = {},
  ): Promise<KubernetesObject> {
    return this.#send({ method: 'PUT', path, query, body, type: json });
  }

  /** Changes an object; `type` is the patch's content type without its `application/`. */
  patch(
    path: string,
    options: {
      type: 'merge-patch+json' | 'json-patch+json' | 'apply-patch+yaml';
      body: object;
      query?: Query;
    },
  ): Promise<KubernetesObject> {
    return this.#send({
      method: 'PATCH',
      path,
      query: options.query ?? {},
      body: options.body,
      type: `application/${options.type}`,
    });
  }

  async delete(
    path: string,
    options: { propagationPolicy?: string; uid?: string } = {},
  ): Promise<void> {
    const { propagationPolicy, uid } = options;
    await this.#send({
      method: 'DELETE',
      path,
      query: {},
      type: json,
      body: {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        ...(propagationPolicy && { propagationPolicy }),
        ...(uid && { preconditions: { uid } }),
      },
    });
  }

  async text(path: string, query: Query = {}): Promise<string> {
    const response = await this.#request({ method: 'GET', path, query });
    return response.toString('utf8');
  }

  /** Reads a watch until the server ends it, or `signal` does. */
  async watch(
    path: string,
    options: {
      query: Query;
      onEvent: (event: WatchEvent) => void;
      signal: AbortSignal;
    },
  ): Promise<void> {
    const response = await openRequest({
      url: this.#urlOf(path, { ...options.query, watch: 'true' }),
      method: 'GET',
      headers: this.#headers(),
      ca: this.#connection.ca,
      signal: options.signal,
    });
    if (response.statusCode !== 200) {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk);
      throw toError(response.statusCode ?? 0, Buffer.concat(chunks));
    }
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for await (const chunk of response) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line) options.onEvent(JSON.parse(line));
    }
  }

  async #send<T>(options: {
    method: string;
    path: string;
    query: Query;
    body?: object;
    type?: string;
  }): Promise<T> {
    return JSON.parse((await this.#request(options)).toString('utf8'));
  }

  async #request(options: {
    method: string;
    path: string;
    query: Query;
    body?: object;
    type?: string;
  }): Promise<Buffer> {
    const { method, path, query, body, type } = options;
    const url = this.#urlOf(path, query);
    const response = await request({
      url,
      method,
      headers: {
        ...this.#headers(),
        ...(type && { 'content-type': type }),
      },
      body: body && JSON.stringify(body),
      ca: this.#connection.ca,
      timeoutMs: 30_000,
    }).catch(error => {
      throw new KubernetesError({
        code: 0,
        reason: 'ConnectionFailed',
        message: `${method[0]}${method
          .slice(1)
          .toLowerCase()} "${url}": ${dialError(error)}`,
      });
    });
    if (response.status < 200 || response.status > 299) {
      throw toError(response.status, response.body);
    }
    return response.body;
  }

  #urlOf(path: string, query: Query): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) search.set(name, value);
    }
    const text = search.toString();
    return `${this.url}${path}${text ? `?${text}` : ''}`;
  }

  #headers(): Record<string, string> {
    const { userAgent } = this.#connection;
    return {
      accept: json,
      authorization: `Bearer ${this.#connection.token}`,
      ...(userAgent && { 'user-agent': userAgent }),
    };
  }
}

/** Reads the Status that Kubernetes answers errors with; proxies and old paths answer plain text. */
function toError(code: number, body: Buffer): KubernetesError {
  const text = body.toString('utf8');
  try {
    const { message, reason } = JSON.parse(text);
    return new KubernetesError({ code, reason: reason ?? '', message });
  } catch {
    return new KubernetesError({ code, reason: '', message: text.trim() });
  }
}
