import { compare, Comparison, isObject } from './compare';
import { Answer, compareAnswer, compareHeaders } from './compareAnswer';
import { compareStream, isTimed } from './compareStream';
import { EventStream } from './EventStream';
import { isPlayable } from './loadScenario';
import { Bindings } from './placeholders';
import { Exchange, Json, Scenario, Step } from './Scenario';
import { OutgoingRequest, send } from './send';
import { signatureProblems, WebhookReceiver } from './WebhookReceiver';

/** The exchange that is about to be played, or was, as hooks see it. */
export type PlayedExchange = {
  scenario: string;
  index: number;
  name: string;
  /** What the recording says was done before this by other means. */
  before?: string;
  command?: string;
  /** What a placeholder stands for by now. */
  value(name: string): string | undefined;
};

/** Names and values of placeholders that no answer of the recording shows. */
export type LearnedValues = Record<string, string> | void | undefined;

/** A system under test, fresh for one scenario. */
export type ContractTarget = {
  /** Base URL per system that the file talks to. */
  bases: Record<string, string>;
  /** Names that appear first in a request. */
  given: Record<string, string>;
  /** The certificate authority of an https stand-in. */
  ca?: string;
  /** Audit lines so far, as JSON (kubernetes). */
  audit?(): string[];
  /** Does what the recording did by other means before this exchange. */
  before?(exchange: PlayedExchange): Promise<LearnedValues> | LearnedValues;
  /** Headers that the recorded client sent as well, where the recording leaves out one that matters. */
  headers?(exchange: PlayedExchange): Record<string, string>;
  /** Sees the answer, for values that later requests need and no placeholder binds. */
  after?(
    exchange: PlayedExchange & { status: number; body: string },
  ): Promise<LearnedValues> | LearnedValues;
  /**
   * Makes of an answer, or of an event, what the recorder made of it, where a
   * recording holds a summary (how many entries a list had) and not a part.
   */
  summarize?(exchange: PlayedExchange, answered: Json, recorded: Json): Json;
  /** Bytes to send where the recording cut a request's body. */
  cutBody?(exchange: PlayedExchange): Buffer;
  close(): Promise<void>;
};

export type Result = {
  index: number;
  name: string;
  differences: string[];
};

export type PlayerOptions = {
  /** Indexes whose answer was recorded in part, as the file's notes say. */
  partial?: number[];
  /** Indexes that are known not to match: they are not waited for as long. */
  notCovered?: number[];
};

const eventuallyMs = 30_000;
const notCoveredMs = 2_000;
const pollMs = 250;
const streamMs = 10_000;
/** How long an event more than recorded, or a retry of a delivery, is waited for. */
const lingerMs = 200;
const retryMs = 4_000;
const auditMs = 5_000;
const lastEtag = 'etag of the exchange before';

/** Plays a recording against a system, by the rules of `contracts/README.md`. */
export class Player {
  readonly #scenario: Scenario;
  readonly #target: ContractTarget;
  readonly #partial: ReadonlySet<number>;
  readonly #notCovered: ReadonlySet<number>;
  readonly #results: Result[] = [];
  #bindings: Bindings;
  #receiver: WebhookReceiver | undefined;

  static async play(
    scenario: Scenario,
    target: ContractTarget,
    options: PlayerOptions = {},
  ): Promise<Result[]> {
    const player = new Player(scenario, target, options);
    try {
      await player.#playAll();
    } finally {
      await player.#receiver?.close();
    }
    return player.#results.sort((a, b) => a.index - b.index);
  }

  private constructor(
    scenario: Scenario,
    target: ContractTarget,
    options: PlayerOptions,
  ) {
    this.#scenario = scenario;
    this.#target = target;
    this.#partial = new Set(options.partial);
    this.#notCovered = new Set(options.notCovered);
    const base = target.bases[scenario.system];
    this.#bindings = Bindings.from({
      base,
      host: new URL(base).host,
      repo: `contract-${Date.now().toString(36)}`,
      ...target.given,
    });
  }

  async #playAll(): Promise<void> {
    if (this.#scenario.exchanges.some(exchange => exchange.delivery)) {
      this.#receiver = await WebhookReceiver.start();
      this.#bindings.set('receiver', this.#receiver.url);
    }
    for (const step of this.#scenario.steps) await this.#playStep(step);
  }

  async #playStep(step: Step): Promise<void> {
    if (!isPlayable(step.exchange)) return;
    const name = step.exchange.name;
    let differences: string[];
    try {
      this.#learn(await this.#target.before?.(this.#describe(step)));
      this.#prepareReceiver(step.exchange);
      differences = await this.#playExchange(step);
    } catch (error) {
      differences = [`${error}`];
    }
    this.#results.push({ index: step.index, name, differences });
  }

  async #playExchange(step: Step): Promise<string[]> {
    const { exchange } = step;
    if (exchange.delivery) return this.#playDelivery(exchange);
    if (!exchange.request) return this.#playSilence();
    if (exchange.response?.stream) return this.#playStream(step);
    const auditBefore = this.#target.audit?.().length ?? 0;
    const differences = await this.#playRequest(step);
    return [
      ...differences,
      ...(await this.#playAudit(exchange.audit ?? [], auditBefore)),
    ];
  }

  async #playRequest(step: Step): Promise<string[]> {
    const { exchange } = step;
    const patienceMs = this.#notCovered.has(step.index)
      ? notCoveredMs
      : eventuallyMs;
    const end = Date.now() + (exchange.eventually ? patienceMs : 0);
    for (;;) {
      const answer = await send(this.#toRequest(step));
      const result = this.#compareAnswer(step, answer);
      if (result.differences.length === 0 || Date.now() >= end) {
        this.#bindings = result.bindings;
        this.#remember(answer);
        this.#learn(
          await this.#target.after?.({
            ...this.#describe(step),
            status: answer.status,
            body: answer.raw.toString(),
          }),
        );
        return result.differences;
      }
      await pause(pollMs);
    }
  }

  #compareAnswer(step: Step, answer: Answer): Comparison {
    const { response, eventually } = step.exchange;
    const same = response!.$sameAs;
    const body =
      same === undefined
        ? response!.body
        : this.#scenario.exchanges[same].response!.body;
    return compareAnswer({ ...response!, body }, answer, {
      bindings: this.#bindings,
      context: eventually ? 'moving' : 'settled',
      partial: this.#partial.has(step.index),
      summarize: answered => this.#summarize(step, answered, body ?? null),
    });
  }

  async #playStream(step: Step): Promise<string[]> {
    const { exchange } = step;
    const expected = exchange.response!.stream!;
    const request = this.#toRequest(step);
    const stream = await EventStream.open(request);
    try {
      for (const inner of step.while) await this.#playStep(inner);
      const collapse = isTimed(expected, step.while.length);
      const summarized = () =>
        stream.events.map((event, position) =>
          this.#summarize(step, event, expected[position] ?? null),
        );
      const compareNow = () =>
        compareStream(expected, summarized(), {
          bindings: this.#bindings,
          collapse,
        });
      const complete = () =>
        collapse
          ? compareNow().differences.length === 0
          : stream.events.length >= expected.length;
      await stream.waitFor(complete, collapse ? eventuallyMs : streamMs);
      // A stream of more than ten seconds is the recorder's patience, not the server's behaviour.
      const seconds = Number(request.url.searchParams.get('timeoutSeconds'));
      const closes = exchange.response!.closedByServer && seconds <= 10;
      await stream.waitFor(() => false, closes ? streamMs : lingerMs);
      const headers = compareHeaders(
        exchange.response!.headers ?? {},
        stream.headers,
        { bindings: this.#bindings },
      );
      const events = compareNow();
      this.#bindings = events.bindings;
      return [
        ...(stream.status === exchange.response!.status
          ? []
          : [
              `status: expected ${exchange.response!.status}, got ${
                stream.status
              }`,
            ]),
        ...headers.differences,
        ...events.differences,
        ...(closes && !stream.closedByServer
          ? ['stream: the server should have ended it']
          : []),
      ];
    } finally {
      stream.close();
    }
  }

  async #playDelivery(exchange: Exchange): Promise<string[]> {
    const expected = exchange.delivery!;
    const received = await this.#receiver!.take(streamMs);
    if (!received) return ['nothing was delivered'];
    const call = compare(
      { method: expected.method, path: expected.path },
      { method: received.method, path: received.path },
      { bindings: this.#bindings, path: 'delivery' },
    );
    const headers = compareHeaders(expected.headers, received.headers, {
      bindings: call.bindings,
    });
    const body = compare(expected.body, parse(received.raw), {
      bindings: headers.bindings,
    });
    this.#bindings = body.bindings;
    return [
      ...call.differences,
      ...headers.differences,
      ...(expected.signatureIsHmacSha256OfBody
        ? signatureProblems(received, this.#webhookSecret())
        : []),
      ...body.differences,
    ];
  }

  async #playSilence(): Promise<string[]> {
    const received = await this.#receiver!.take(retryMs);
    return received ? ['a delivery arrived that was not recorded'] : [];
  }

  /** Finds each recorded line among those written since; lines of others may stand between. */
  async #playAudit(expected: Json[], before: number): Promise<string[]> {
    if (expected.length === 0) return [];
    if (!this.#target.audit) return ['audit: the stand-in writes none'];
    const end = Date.now() + auditMs;
    for (;;) {
      const lines = this.#target
        .audit()
        .slice(before)
        .map(line => JSON.parse(line) as Json);
      const result = this.#compareAudit(expected, lines);
      if (result.differences.length === 0 || Date.now() >= end) {
        this.#bindings = result.bindings;
        return result.differences;
      }
      await pause(pollMs);
    }
  }

  #compareAudit(expected: Json[], lines: Json[]): Comparison {
    const sameRequest = (line: Json) =>
      expected.some(
        one =>
          isObject(one) &&
          isObject(line) &&
          this.#bindings.fill(one.requestURI) === line.requestURI &&
          one.verb === line.verb &&
          one.stage === line.stage,
      );
    return compare(expected, lines.filter(sameRequest), {
      bindings: this.#bindings,
      context: 'moving',
      path: 'audit',
    });
  }

  #toRequest(step: Step): OutgoingRequest {
    const { exchange } = step;
    const recorded = exchange.request!;
    const base = this.#target.bases[exchange.system ?? this.#scenario.system];
    if (!base) throw new Error(`no base URL for ${exchange.system}`);
    const text = JSON.stringify(recorded);
    this.#bindings.unbound(text).forEach(name => this.#bindings.invent(name));
    const missing = this.#bindings.unbound(text);
    if (missing.length) {
      throw new Error(`the request needs {{${missing[0]}}}, unknown so far`);
    }
    const headers = Object.entries({
      ...recorded.headers,
      ...this.#target.headers?.(this.#describe(step)),
    });
    return {
      method: recorded.method,
      url: new URL(this.#bindings.fillText(recorded.path), base),
      headers: Object.fromEntries(
        headers.map(([key, value]) => [key, this.#bindings.fillText(value)]),
      ),
      body: this.#bodyOf(step),
      ca: this.#target.ca,
    };
  }

  #bodyOf(step: Step): Buffer | undefined {
    const { body } = step.exchange.request!;
    if (!isObject(body) || !('$trimmed' in body)) {
      return toBytes(body && this.#bindings.fill(body));
    }
    const given = this.#target.cutBody?.(this.#describe(step));
    if (!given) throw new Error('the body of this request was not recorded');
    return given;
  }

  #remember(answer: Answer): void {
    if (answer.headers.etag) this.#bindings.set(lastEtag, answer.headers.etag);
  }

  #summarize(step: Step, answered: Json, recorded: Json): Json {
    const { summarize } = this.#target;
    return summarize
      ? summarize(this.#describe(step), answered, recorded)
      : answered;
  }

  #learn(values: LearnedValues): void {
    Object.entries(values ?? {}).forEach(([name, value]) =>
      this.#bindings.set(name, value),
    );
  }

  /** An exchange says in its name when the receiver fails meanwhile. */
  #prepareReceiver(exchange: Exchange): void {
    if (!this.#receiver || !exchange.request) return;
    const failing = /receiver answers (\d{3})/.exec(exchange.name)?.[1];
    this.#receiver.status = Number(failing ?? 200);
  }

  #webhookSecret(): string {
    for (const { request } of this.#scenario.exchanges) {
      const body = request?.body;
      const config = isObject(body) ? body.config : undefined;
      if (isObject(config) && config.secret) return String(config.secret);
    }
    throw new Error('no request of this scenario makes a hook with a secret');
  }

  #describe(step: Step): PlayedExchange {
    return {
      scenario: this.#scenario.name,
      index: step.index,
      name: step.exchange.name,
      before: step.exchange.before,
      command: step.exchange.command,
      value: name => this.#bindings.get(name),
    };
  }
}

/** A recorded body is JSON, a text, or one of the two forms for exact bytes. */
function toBytes(body: Json | undefined): Buffer | undefined {
  if (body === undefined) return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (isObject(body) && typeof body.$base64 === 'string') {
    return Buffer.from(body.$base64, 'base64');
  }
  if (isObject(body) && typeof body.$text === 'string') {
    return Buffer.from(body.$text);
  }
  return Buffer.from(JSON.stringify(body));
}

function parse(raw: Buffer): Json {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return raw.toString();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, ms);
  });
}
