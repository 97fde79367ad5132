import { StatusError } from '../status/StatusError';
import { unexpected } from '../status/failures';
import { Answer } from './ApiRequest';

/** The Status that a failed request is answered with. */
export function failureAnswer(error: unknown): Answer {
  const failure =
    error instanceof StatusError
      ? error
      : unexpected(`Internal error occurred: ${error}`);
  if (failure !== error) {
    // A mistake of the stand-in, not of its client: somebody should see where.
    process.stderr.write(`kubernetes: ${(error as Error).stack ?? error}\n`);
  }
  const { code, details } = failure;
  return {
    kind: 'object',
    status: code,
    object: failure.toStatus(),
    headers: {
      ...(code === 403 && { 'x-content-type-options': 'nosniff' }),
      ...(details?.retryAfterSeconds && {
        'retry-after': String(details.retryAfterSeconds),
      }),
    },
  };
}
