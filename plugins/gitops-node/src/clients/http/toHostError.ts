import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { describeErrorBody } from './describeErrorBody';

/** The error for an answer that nobody expected, with the system's own words. */
export function toHostError(options: {
  system: string;
  asked: string;
  status: number;
  text: string;
  /** How long the host wants to be left alone. */
  waitMs?: number;
}): Error {
  const { system, asked, status, text, waitMs } = options;
  const words = describeErrorBody(text);
  const said = words ? `: ${JSON.stringify(words)}` : '';
  const message = `${system} answered ${status} to ${asked}${said}`;

  if (status === 429 || waitMs !== undefined) {
    const wait = waitMs ? `, wait ${Math.ceil(waitMs / 1000)} s` : '';
    return new ServiceUnavailableError(`${message} (rate limit${wait})`);
  }
  if (status >= 500) return new ServiceUnavailableError(message);
  if (status >= 300 && status < 400) {
    return new NotFoundError(`${message} (moved: use its new address)`);
  }
  switch (status) {
    case 401:
    case 403:
      return new NotAllowedError(message);
    case 404:
    case 410:
      return new NotFoundError(message);
    case 405:
    case 409:
    case 412:
    case 423:
      return new ConflictError(message);
    default:
      return new InputError(message);
  }
}
