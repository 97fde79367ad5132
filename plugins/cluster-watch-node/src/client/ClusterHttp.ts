import { Agent, Dispatcher, request } from 'undici';
import { Cluster } from '../clusters/Cluster';
import { Clock } from '../time/Clock';
import { withTimeLimit } from '../time/withTimeLimit';
import { ClusterFailure } from './ClusterFailure';
import { toFailure } from './toFailure';

/** Longest wait for the headers of an answer, and for the next bytes of a body, in milliseconds. */
const ANSWER_MS = 60_000;
/** Most of a body that is kept in memory. */
export const LARGEST_BODY = 64 * 1024 * 1024;
const LARGEST_ERROR = 64 * 1024;

type Query = Record<string, string | number | undefined>;

/**
 * GET requests to one cluster with its token. Redirects are not followed: the token is
 * this cluster's. One agent, so that connections are used again; a new one after a failed
 * connection, since the cluster's authority may have been renewed.
 */
export class ClusterHttp {
  readonly #cluster: Cluster;
  readonly #clock: Clock;
  #agent: Promise<Agent> | undefined;

  constructor(options: { cluster: Cluster; clock: Clock }) {
    this.#cluster = options.cluster;
    this.#clock = options.clock;
  }

  /**
   * The body of a 200.
   *
   * @throws ClusterFailure for everything else
   */
  async getText(
    path: string,
    options: { query?: Query; signal: AbortSignal },
  ): Promise<string> {
    const chunks = this.getStream(path, { ...options, silenceMs: ANSWER_MS });
    return readText(chunks, LARGEST_BODY);
  }

  /**
   * The body of a 200, as it comes. Nothing is read ahead of its reader: while nobody asks
   * for the next chunk, the cluster has to wait.
   *
   * @param options - `silenceMs`: how long no byte may come before the stream is given up
   * @throws ClusterFailure for everything else
   */
  async *getStream(
    path: string,
    options: {
      query?: Query;
      signal: AbortSignal;
      silenceMs: number;
      onOpen?: () => void | Promise<void>;
    },
  ): AsyncGenerator<Buffer, void, undefined> {
    const stop = new AbortController();
    const signal = AbortSignal.any([options.signal, stop.signal]);
    try {
      const answer = await this.#limit(
        this.#request(path, { query: options.query, signal }),
        ANSWER_MS,
      );
      const chunks: AsyncIterator<Buffer> = answer.body[Symbol.asyncIterator]();
      if (answer.statusCode !== 200) {
        const { 'retry-after': retryAfter } = answer.headers;
        throw toFailure({
          status: answer.statusCode,
          body: await readText(this.#chunks(chunks, ANSWER_MS), LARGEST_ERROR),
          retryAfter: retryAfter?.toString(),
        });
      }
      await options.onOpen?.();
      yield* this.#chunks(chunks, options.silenceMs);
    } catch (error) {
      options.signal.throwIfAborted();
      throw this.#toFailure(error);
    } finally {
      stop.abort();
    }
  }

  async close(): Promise<void> {
    const agent = this.#agent;
    this.#agent = undefined;
    await (await agent)?.destroy();
  }

  async #request(
    path: string,
    options: { query?: Query; signal: AbortSignal },
  ): Promise<Dispatcher.ResponseData> {
    const url = new URL(`${this.#cluster.url}${path}`);
    for (const [name, value] of Object.entries(options.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    this.#agent ??= this.#createAgent();
    return request(url, {
      method: 'GET',
      dispatcher: await this.#agent,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${await this.#cluster.readToken()}`,
        'user-agent': 'portolan-cluster-watch',
      },
      signal: options.signal,
    });
  }

  async *#chunks(
    chunks: AsyncIterator<Buffer>,
    silenceMs: number,
  ): AsyncGenerator<Buffer, void, undefined> {
    for (;;) {
      const next = await this.#limit(chunks.next(), silenceMs);
      if (next.done) return;
      yield next.value;
    }
  }

  async #createAgent(): Promise<Agent> {
    return new Agent({
      connect: {
        ca: await this.#cluster.readCertificateAuthority(),
        rejectUnauthorized: !this.#cluster.skipTlsVerify,
        timeout: ANSWER_MS,
      },
      // Time limits are this class' own, which count by its clock.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  #limit<T>(work: Promise<T>, milliseconds: number): Promise<T> {
    return withTimeLimit(work, {
      clock: this.#clock,
      milliseconds,
      onTimeout: () => {
        throw new ClusterFailure(
          'unreachable',
          `said nothing for ${milliseconds / 1000} s`,
        );
      },
    });
  }

  #toFailure(error: unknown): ClusterFailure {
    if (error instanceof ClusterFailure) return error;
    const agent = this.#agent;
    this.#agent = undefined;
    // Streams that are still fine may end by themselves.
    agent?.then(used => used.close()).catch(() => {});
    return new ClusterFailure('unreachable', describe(error), { cause: error });
  }
}

async function readText(
  chunks: AsyncIterable<Buffer>,
  largest: number,
): Promise<string> {
  const read: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > largest) {
      throw new ClusterFailure(
        'too-large',
        `answers with more than ${largest} bytes`,
      );
    }
    read.push(chunk);
  }
  return Buffer.concat(read).toString('utf8');
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? `${error.code}: ` : '';
  return `${code}${error.message || error.name}`;
}
