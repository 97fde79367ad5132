import { ClusterFailure, FailureCode } from './ClusterFailure';
import { statusSchema } from './schema';

const LONGEST_MESSAGE = 300;

const CODES: Record<number, FailureCode> = {
  401: 'unauthenticated',
  403: 'denied',
  404: 'not-found',
  410: 'expired',
  429: 'throttled',
};

/**
 * What an answer other than 200 means. Most have a Status object as their body; what is
 * asked of a group that there is not, and what proxies say, is plain text.
 */
export function toFailure(answer: {
  status: number;
  body: string;
  retryAfter?: string;
}): ClusterFailure {
  const status = parseStatus(answer.body);
  const seconds = Number(answer.retryAfter);
  return new ClusterFailure(
    CODES[answer.status] ?? 'failing',
    `${answer.status}: ${printable(status?.message || answer.body)}`,
    {
      retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
      continueToken: status?.metadata?.continue || undefined,
    },
  );
}

/** What the Status object of an ERROR event means: a watch fails so after it was answered with 200. */
export function toFailureOfEvent(object: unknown): ClusterFailure {
  const status = statusSchema.safeParse(object).data;
  return toFailure({
    status: status?.code ?? 500,
    body: JSON.stringify(status ?? {}),
  });
}

function parseStatus(body: string) {
  try {
    return statusSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

function printable(text: string): string {
  const line = text.trim().replace(/[\s\p{C}]+/gu, ' ');
  return line.length > LONGEST_MESSAGE
    ? `${line.slice(0, LONGEST_MESSAGE)}…`
    : line;
}
