import type { Response } from 'express';

/** An answer that is an error: Loki writes them as plain text, never as JSON. */
export class LokiError extends Error {
  constructor(message: string, readonly status = 400) {
    super(message);
  }
}

export function writeError(res: Response, error: LokiError): void {
  writeText(res, error.status, error.message);
}

export function writeText(res: Response, status: number, text: string): void {
  res
    .status(status)
    .set('Content-Type', 'text/plain; charset=utf-8')
    .set('X-Content-Type-Options', 'nosniff')
    .end(text);
}

const faultTexts: Record<number, string> = {
  401: 'no org id\n',
  403: 'access denied\n',
  429: 'Maximum active stream limit exceeded\n',
};

export function writeFault(res: Response, status: number): void {
  writeText(res, status, faultTexts[status] ?? 'internal server error\n');
}
