import type { z } from 'zod';
import { GitHostError } from './GitHostError';

const timeoutMs = 15_000;
const maxBytes = 8 * 1024 * 1024;

/**
 * GET of a JSON document from a Git host.
 *
 * @returns undefined for 404 and 422, by which hosts say that they know no such thing
 * @throws GitHostError
 */
export async function requestJson<T extends z.ZodTypeAny>(
  url: string,
  options: {
    headers: Record<string, string>;
    schema: T;
    fetch: typeof fetch;
    now: Date;
  },
): Promise<z.output<T> | undefined> {
  const { headers, schema, now } = options;
  const at = new URL(url);
  const name = `GET ${at.host}${at.pathname}`;
  let response: Response;
  let text: string;
  try {
    response = await options.fetch(url, {
      headers: { accept: 'application/json', ...headers },
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    text = await readText(response, name);
  } catch (cause) {
    if (GitHostError.is(cause)) throw cause;
    throw new GitHostError(
      'GIT_HOST_UNREACHABLE',
      `${name}: the host does not answer`,
      { cause },
    );
  }
  if (response.status === 404 || response.status === 422) return undefined;
  if (response.status !== 200) throw toError(response, name, now);
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new GitHostError(
    'GIT_HOST_MALFORMED',
    `${name}: answered something else than expected, at '${issue.path.join(
      '.',
    )}': ${issue.message}`,
  );
}

async function readText(response: Response, name: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new GitHostError(
        'GIT_HOST_MALFORMED',
        `${name}: the answer is larger than ${maxBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function toError(response: Response, name: string, now: Date): GitHostError {
  const { status, headers } = response;
  const message = `${name}: answered ${status}`;
  // GitHub says 403 when its limit is used up.
  const isUsedUp =
    headers.get('x-ratelimit-remaining') === '0' || headers.has('retry-after');
  if (status === 429 || (status === 403 && isUsedUp)) {
    return new GitHostError('GIT_HOST_RATE_LIMITED', message, {
      retryAfterMs: retryAfterMs(headers, now),
    });
  }
  if (status === 401 || status === 403) {
    return new GitHostError('GIT_HOST_DENIED', message);
  }
  return status >= 500
    ? new GitHostError('GIT_HOST_UNREACHABLE', message)
    : new GitHostError('GIT_HOST_MALFORMED', message);
}

function retryAfterMs(headers: Headers, now: Date): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  if (seconds >= 0) return seconds * 1000;
  const reset = Number(headers.get('x-ratelimit-reset') ?? NaN);
  return reset > 0 ? Math.max(0, reset * 1000 - now.getTime()) : undefined;
}
