import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const SESSION = 'token-of-a-session';

/** Argo CD's API as far as the action reads it, which answers as the real one was recorded to. */
export class FakeArgoCd {
  readonly applications = new Map<string, object>();
  readonly requests: string[] = [];
  /** Answers this status to every request. */
  failure?: number;
  readonly #server: Server;

  static async start(): Promise<FakeArgoCd> {
    const fake = new FakeArgoCd();
    await new Promise<void>(resolve => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  private constructor() {
    this.#server = createServer(async (req, res) => {
      const answer = this.#answer({
        line: `${req.method} ${req.url}`,
        contentType: req.headers['content-type'],
        authorization: req.headers.authorization,
        body: await text(req),
      });
      res.writeHead(answer.status, { 'Content-Type': 'application/json' });
      res.end(JSON.stringify(answer.body));
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => {
      this.#server.close(resolve);
    });
  }

  #answer(request: {
    line: string;
    contentType?: string;
    authorization?: string;
    body: string;
  }): { status: number; body: unknown } {
    this.requests.push(request.line);
    if (this.failure) {
      return { status: this.failure, body: { message: 'out of order' } };
    }
    if (request.line === 'POST /api/v1/session') {
      if (request.contentType !== 'application/json') {
        return { status: 415, body: 'Invalid content type\n' };
      }
      const { username, password } = JSON.parse(request.body);
      return username === 'portolan' && password === 'secret'
        ? { status: 200, body: { token: SESSION } }
        : refuse(401, 16, 'Invalid username or password');
    }
    if (request.authorization !== `Bearer ${SESSION}`) {
      return refuse(401, 16, 'no session information');
    }
    const [, name] =
      /^GET \/api\/v1\/applications\/([^/?]+)$/.exec(request.line) ?? [];
    const application = this.applications.get(name);
    return application
      ? { status: 200, body: application }
      : refuse(403, 7, 'permission denied');
  }
}

function refuse(status: number, code: number, message: string) {
  return { status, body: { error: message, code, message } };
}
