import type { Response } from 'express';

export type ErrorType =
  | 'bad_data'
  | 'execution'
  | 'timeout'
  | 'unavailable'
  | 'internal';

const statuses: Record<ErrorType, number> = {
  bad_data: 400,
  execution: 422,
  timeout: 503,
  unavailable: 500,
  internal: 500,
};

/** An answer of the API that is an error. */
export class PrometheusError extends Error {
  constructor(message: string, readonly type: ErrorType = 'bad_data') {
    super(message);
  }
}

export function badParameter(name: string, why: string): PrometheusError {
  return new PrometheusError(`invalid parameter "${name}": ${why}`);
}

export function writeError(res: Response, error: PrometheusError): void {
  writeJson(res, statuses[error.type], {
    status: 'error',
    errorType: error.type,
    error: error.message,
  });
}

export function writeFault(res: Response, status: number): void {
  writeText(res, status, `${status} of the sandbox\n`);
}

export function writeJson(res: Response, status: number, body: object): void {
  // Express would add a charset, which Prometheus does not.
  res
    .writeHead(status, {
      'Content-Type': 'application/json',
      Vary: 'Accept-Encoding, Origin',
    })
    .end(JSON.stringify(body));
}

export function writeText(res: Response, status: number, text: string): void {
  res
    .writeHead(status, {
      'Content-Type': 'text/plain; charset=utf-8',
      'X-Content-Type-Options': 'nosniff',
    })
    .end(text);
}
