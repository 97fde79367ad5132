import type { Response } from 'express';

/** An answer that is an error, with its sentence. */
export class GrafanaError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

const faultTexts: Record<number, string> = {
  401: 'invalid API key',
  403: "You'll need additional permissions to perform this action. Permissions needed: dashboards:read",
  429: 'Too many requests',
  500: 'Internal server error',
};

export function writeError(res: Response, status: number, message: string) {
  res.status(status).json({ message });
}

export function writeFault(res: Response, status: number): void {
  writeError(res, status, faultTexts[status] ?? 'Sandbox fault');
}
