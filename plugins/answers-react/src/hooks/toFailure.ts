import { ResponseError } from '@backstage/errors';

/** Why there is no answer. */
export type Failure = {
  kind: 'denied' | 'missing' | 'down';
  /** What the server, or the connection to it, said. */
  message: string;
};

/** What a failed call means for who asked. */
export function toFailure(error: unknown): Failure {
  if (!ResponseError.is(error)) {
    return { kind: 'down', message: (error as Error).message };
  }
  const { message } = error.cause;
  switch (error.statusCode) {
    case 401:
    case 403:
      return { kind: 'denied', message };
    case 404:
      return { kind: 'missing', message };
    default:
      return { kind: 'down', message };
  }
}
