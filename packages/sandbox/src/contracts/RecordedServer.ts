import { createHmac } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { listen, Listener } from '../http/listen';
import { ContractTarget } from './Player';
import { isObject } from './compare';
import { Delivery, Exchange, Json, Scenario } from './Scenario';
import { send } from './send';

const placeholder = /\{\{([^{}]+)\}\}/g;
const zero = '2026-11-24T01:02:03';
const samples = new Map([
  ['any', 'anything'],
  ['number', '7'],
  ['time', `${zero}Z`],
  ['time:milli', `${zero}.123Z`],
  ['time:micro', `${zero}.123456Z`],
  ['time:nano', `${zero}.123456789Z`],
  ['time:offset', `${zero}+01:00`],
]);

/**
 * Answers exactly what a recording says, in its order: the system under test
 * that cannot be wrong. What the harness says against it is the harness' fault.
 */
export class RecordedServer {
  /** By index: an answer that this server gives instead of the recorded one. */
  readonly wrong = new Map<number, Json>();
  readonly #scenario: Scenario;
  readonly #queue: Array<{ index: number; exchange: Exchange }>;
  readonly #audit: string[] = [];
  #hook: { url: string; secret: string } | undefined;
  #listener: Listener | undefined;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    this.#queue = scenario.steps.flatMap(step => [step, ...step.while]);
  }

  async start(): Promise<ContractTarget> {
    this.#listener = await listen((req, res) => {
      this.#answer(req, res).catch(error => res.destroy(error));
    });
    const { url } = this.#listener;
    const systems = new Set([
      this.#scenario.system,
      ...this.#queue.flatMap(({ exchange }) => exchange.system ?? []),
    ]);
    return {
      bases: Object.fromEntries([...systems].map(system => [system, url])),
      given: this.#given(),
      audit: () => this.#audit,
      cutBody: () => Buffer.from('cut'),
      close: () => this.#listener!.close(),
    };
  }

  async #answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk);
    const position = this.#queue.findIndex(({ exchange }) => exchange.request);
    const [{ index, exchange }] = this.#queue.splice(position, 1);
    this.#rememberHook(Buffer.concat(chunks).toString());
    for (const line of exchange.audit ?? []) {
      this.#audit.push(JSON.stringify(this.#fill(line)));
    }
    const { status, headers, stream, closedByServer } = exchange.response!;
    const body = this.wrong.get(index) ?? exchange.response!.body;
    for (const [name, value] of Object.entries(headers ?? {})) {
      res.setHeader(name, this.#text(String(value)));
    }
    res.writeHead(status);
    if (stream) {
      res.flushHeaders();
      stream.forEach(event =>
        res.write(`${JSON.stringify(this.#fill(event))}\n`),
      );
      if (closedByServer) res.end();
    } else {
      res.end(this.#bytes(body));
    }
    await this.#deliver();
  }

  async #deliver(): Promise<void> {
    while (this.#hook && this.#queue[0]?.exchange.delivery) {
      const delivery = this.#queue.shift()!.exchange.delivery!;
      await this.#sendDelivery(delivery, this.#hook);
    }
  }

  async #sendDelivery(
    delivery: Delivery,
    hook: { url: string; secret: string },
  ): Promise<void> {
    const body = Buffer.from(JSON.stringify(this.#fill(delivery.body)));
    const hmac = (algorithm: string) =>
      createHmac(algorithm, hook.secret).update(body).digest('hex');
    await send({
      method: delivery.method,
      url: new URL(delivery.path, hook.url),
      headers: {
        ...(this.#fill(delivery.headers) as Record<string, string>),
        'x-gitea-signature': hmac('sha256'),
        'x-gogs-signature': hmac('sha256'),
        'x-hub-signature-256': `sha256=${hmac('sha256')}`,
        'x-hub-signature': `sha1=${hmac('sha1')}`,
      },
      body,
    });
  }

  #rememberHook(request: string): void {
    if (!request.includes('"secret"')) return;
    const { config } = JSON.parse(request);
    if (config?.secret) this.#hook = { url: config.url, secret: config.secret };
  }

  #bytes(body: Json | undefined): Buffer | undefined {
    if (body === undefined) return undefined;
    if (typeof body === 'string') return Buffer.from(this.#text(body));
    if (isObject(body) && typeof body.$text === 'string') {
      return Buffer.from(this.#text(body.$text));
    }
    if (isObject(body) && typeof body.$base64 === 'string') {
      return Buffer.from(body.$base64, 'base64');
    }
    return Buffer.from(JSON.stringify(this.#fill(body)));
  }

  #fill(value: Json): Json {
    if (value === '{{number}}') return 7;
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map(item => this.#fill(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [
        this.#text(key),
        this.#fill(item),
      ]),
    );
  }

  #text(text: string): string {
    return text.replace(placeholder, (_, name) => this.#value(name));
  }

  #value(name: string): string {
    if (name === 'base') return this.#listener!.url;
    if (name === 'receiver') return new URL(this.#hook!.url).origin;
    if (name === 'host') return new URL(this.#listener!.url).host;
    const version = /^resourceVersion-(\d+)$/.exec(name)?.[1];
    if (version) return String(1000 + Number(version));
    return samples.get(name) ?? `value-of-${name}`;
  }

  /** Everything that is no shape: a recording may send it before it shows it. */
  #given(): Record<string, string> {
    const requests = JSON.stringify(
      this.#queue.map(({ exchange }) => exchange.request ?? {}),
    );
    const names = [...requests.matchAll(placeholder)].map(([, name]) => name);
    return Object.fromEntries(
      names
        .filter(name => !/^(receiver|resourceVersion-|etag )/.test(name))
        .map(name => [name, this.#value(name)]),
    );
  }
}
