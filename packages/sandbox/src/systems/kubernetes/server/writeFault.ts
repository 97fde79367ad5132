import { ServerResponse } from 'node:http';

const reasons: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};

/** An error that somebody asked for, in the form of every other. */
export function writeFault(res: ServerResponse, status: number): void {
  const reason = reasons[status] ?? 'Unknown';
  res.statusCode = status;
  res.setHeader('cache-control', 'no-cache, private');
  res.setHeader('content-type', 'application/json');
  res.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message:
        status === 401 ? 'Unauthorized' : `${reason}: a fault of the sandbox`,
      reason,
      code: status,
    }),
  );
}
