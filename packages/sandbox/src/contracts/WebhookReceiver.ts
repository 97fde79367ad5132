import { createHmac } from 'node:crypto';
import { listen, Listener } from '../http/listen';
import { flatten } from './send';

export type ReceivedRequest = {
  method: string;
  path: string;
  headers: Record<string, string>;
  raw: Buffer;
};

/** What a webhook of the system under test calls. */
export class WebhookReceiver {
  /** The status of the next answers; a scenario lets the receiver fail. */
  status = 200;
  readonly #listener: Listener;
  readonly #received: ReceivedRequest[];
  readonly #waiting: Set<() => void>;

  static async start(): Promise<WebhookReceiver> {
    const received: ReceivedRequest[] = [];
    const waiting = new Set<() => void>();
    const self: { receiver?: WebhookReceiver } = {};
    const listener = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        received.push({
          method: req.method!,
          path: req.url!,
          headers: flatten(req.headers),
          raw: Buffer.concat(chunks),
        });
        res.statusCode = self.receiver?.status ?? 200;
        res.end();
        waiting.forEach(wake => wake());
      });
    });
    self.receiver = new WebhookReceiver(listener, received, waiting);
    return self.receiver;
  }

  private constructor(
    listener: Listener,
    received: ReceivedRequest[],
    waiting: Set<() => void>,
  ) {
    this.#listener = listener;
    this.#received = received;
    this.#waiting = waiting;
  }

  get url(): string {
    return this.#listener.url;
  }

  /** The oldest request not yet taken; waits for one. */
  async take(timeoutMs: number): Promise<ReceivedRequest | undefined> {
    if (this.#received.length === 0) {
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, timeoutMs);
        this.#waiting.add(() => {
          clearTimeout(timer);
          resolve();
        });
      });
      this.#waiting.clear();
    }
    return this.#received.shift();
  }

  close(): Promise<void> {
    return this.#listener.close();
  }
}

/** What is wrong with the signatures of a delivery, if anything. */
export function signatureProblems(
  delivery: ReceivedRequest,
  secret: string,
): string[] {
  const hmac = (algorithm: string) =>
    createHmac(algorithm, secret).update(delivery.raw).digest('hex');
  const right: Record<string, string> = {
    'x-gitea-signature': hmac('sha256'),
    'x-gogs-signature': hmac('sha256'),
    'x-hub-signature-256': `sha256=${hmac('sha256')}`,
    'x-hub-signature': `sha1=${hmac('sha1')}`,
  };
  return Object.entries(right)
    .filter(([name, value]) => delivery.headers[name] !== value)
    .map(([name]) => `header ${name}: not the HMAC of the body`);
}
