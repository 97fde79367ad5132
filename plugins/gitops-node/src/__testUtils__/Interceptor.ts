import { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { serve, Server } from './serve';

/** What happens to the requests that it matches, once for each of `times`. */
export type Interception = {
  method: string;
  path: RegExp;
  times?: number;
} & (
  | {
      /** Answered in place of the host. */
      kind: 'answer';
      status: number;
      headers?: Record<string, string>;
      body?: string;
    }
  /** The connection ends without an answer, before the host has seen the request. */
  | { kind: 'drop' }
  /** The host does what was asked, but its answer is lost. */
  | { kind: 'lose-answer' }
  /** Something else happens first. */
  | { kind: 'after'; work: () => Promise<void> }
);

/** Stands between a client and a host, so that any host fails, or is overtaken, at a chosen request. */
export class Interceptor {
  readonly requests: string[] = [];
  readonly #target: string;
  #server!: Server;
  #interceptions: Array<Interception & { left: number }> = [];

  static async start(target: string): Promise<Interceptor> {
    const interceptor = new Interceptor(target);
    interceptor.#server = await serve((req, res) => {
      interceptor.#handle(req, res).catch(() => res.destroy());
    });
    return interceptor;
  }

  private constructor(target: string) {
    this.#target = target;
  }

  get url(): string {
    return this.#server.url;
  }

  get host(): string {
    return this.#server.host;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  add(interception: Interception): void {
    const left = interception.times ?? 1;
    this.#interceptions.push({ ...interception, left });
  }

  /** Requests that changed something on the host, for as far as a method tells. */
  get writes(): string[] {
    return this.requests.filter(request => !/^(GET|HEAD) /.test(request));
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = req;
    const path = url.split('?')[0];
    this.requests.push(`${method} ${path}`);
    const body = await buffer(req);
    const interception = this.#take(method, path);

    switch (interception?.kind) {
      case 'drop':
        res.destroy();
        return;
      case 'answer':
        res.writeHead(interception.status, interception.headers);
        res.end(interception.body);
        return;
      case 'after':
        await interception.work();
        break;
      default:
    }
    const headers = new Headers();
    for (const name of ['accept', 'authorization', 'content-type']) {
      const value = req.headers[name];
      if (typeof value === 'string') headers.set(name, value);
    }
    headers.set('user-agent', req.headers['user-agent'] ?? '');
    const answer = await fetch(`${this.#target}${url}`, {
      method,
      headers,
      body: body.length ? body : undefined,
      redirect: 'manual',
    });
    const content = Buffer.from(await answer.arrayBuffer());
    if (interception?.kind === 'lose-answer') {
      res.destroy();
      return;
    }
    answer.headers.forEach((value, name) => {
      if (
        !/^(content-length|content-encoding|transfer-encoding|connection)$/.test(
          name,
        )
      ) {
        res.setHeader(name, value);
      }
    });
    res.writeHead(answer.status);
    res.end(content);
  }

  #take(method: string, path: string): Interception | undefined {
    const found = this.#interceptions.find(
      candidate =>
        candidate.left > 0 &&
        candidate.method === method &&
        candidate.path.test(path),
    );
    if (found) found.left -= 1;
    return found;
  }
}
