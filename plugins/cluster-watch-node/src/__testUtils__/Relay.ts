import http, { IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo, Socket } from 'node:net';

/** Answers instead of the cluster; returns false to let it answer itself. */
export type Intervention = (
  url: URL,
  res: ServerResponse,
) => boolean | Promise<boolean>;

/** Stands between the portal and a cluster: remembers what was asked, and answers instead where a test says so. */
export class Relay {
  /** Path and query of every request, in order. */
  readonly requests: string[] = [];
  intervene: Intervention = () => false;
  readonly #target: string;
  readonly #server = http.createServer((req, res) => this.#handle(req, res));
  readonly #sockets = new Set<Socket>();

  private constructor(target: string) {
    this.#target = target;
    this.#server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(target: string): Promise<Relay> {
    const relay = new Relay(target);
    await new Promise<void>(resolve => {
      relay.#server.listen(0, '127.0.0.1', resolve);
    });
    return relay;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Requests since the last call, without those that discover kinds. */
  takeRequests(): string[] {
    return this.requests
      .splice(0)
      .filter(request => /\/(v1|v1alpha1)\/.+/.test(request));
  }

  async close(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.#server.close(resolve));
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.requests.push(req.url ?? '');
    const url = new URL(req.url ?? '', this.#target);
    if (await this.intervene(url, res)) return;
    const forwarded = http.request(
      url,
      { method: req.method, headers: req.headers },
      answer => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        res.flushHeaders();
        answer.pipe(res);
        answer.on('error', () => res.destroy());
      },
    );
    forwarded.on('error', () => res.destroy());
    res.on('close', () => forwarded.destroy());
    req.pipe(forwarded);
  }
}
