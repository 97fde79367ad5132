/** A system that did not do what it was asked; the message is for the log of a run. */
export class SystemError extends Error {
  constructor(
    readonly system: string,
    readonly status: number | undefined,
    message: string,
  ) {
    super(message);
  }
}

export type SystemRequest = {
  /** For messages: `Git host`, `Registry`. */
  system: string;
  url: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  signal: AbortSignal;
};

const attempts = 6;
const firstPauseMs = 200;
const timeoutMs = 30_000;

/**
 * One request; sent again while the system is away or overloaded, up to about
 * six seconds. Every request of the pipeline may be sent twice without harm.
 *
 * @throws SystemError when no answer came; an answer of any status is returned
 */
export async function request(options: SystemRequest): Promise<Response> {
  let pauseMs = firstPauseMs;
  for (let attempt = 1; ; attempt++) {
    const last = attempt === attempts;
    try {
      const response = await fetch(options.url, {
        method: options.method ?? 'GET',
        headers: options.headers,
        body: options.body as RequestInit['body'],
        signal: AbortSignal.any([
          options.signal,
          AbortSignal.timeout(timeoutMs),
        ]),
      });
      if (last || !isTransient(response.status)) return response;
      await response.arrayBuffer();
      pauseMs = retryAfterMs(response) ?? pauseMs;
    } catch (error) {
      options.signal.throwIfAborted();
      if (last) {
        throw new SystemError(
          options.system,
          undefined,
          `${options.system} cannot be reached at ${
            new URL(options.url).origin
          }: ${causeOf(error)}`,
        );
      }
    }
    await pause(pauseMs, options.signal);
    pauseMs *= 2;
  }
}

/** @throws SystemError with what the system said */
export async function failWith(
  system: string,
  response: Response,
  what: string,
): Promise<never> {
  const text = (await response.text()).trim().slice(0, 500);
  throw new SystemError(
    system,
    response.status,
    `${system} answered ${response.status} to ${what}: ${messageIn(text)}`,
  );
}

/** Resolves after a time; rejects at once when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => reject(signal.reason);
    setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms).unref();
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function isTransient(status: number): boolean {
  return status === 429 || status >= 500;
}

function retryAfterMs(response: Response): number | undefined {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isNaN(seconds) ? undefined : Math.min(seconds, 5) * 1000;
}

/** `fetch failed` says nothing; its cause does. */
function causeOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message || String(cause) : message;
}

function messageIn(text: string): string {
  try {
    const body = JSON.parse(text);
    return body.message ?? body.errors?.[0]?.message ?? text;
  } catch {
    return text || 'nothing more';
  }
}
