import type { Request, Response } from 'express';

export type Parameters = {
  get(name: string): string | undefined;
  all(name: string): string[];
};

/** What was asked: in the query, or in the form that was posted. */
export function parameters(req: Request): Parameters {
  const asked = new URL(req.originalUrl, 'http://localhost').searchParams;
  const isForm = /x-www-form-urlencoded/.test(req.get('content-type') ?? '');
  const form = new URLSearchParams(isForm ? String(req.body) : '');
  return {
    get: name => form.get(name) ?? asked.get(name) ?? undefined,
    all: name => [...form.getAll(name), ...asked.getAll(name)],
  };
}

export function sendJson(res: Response, body: object): void {
  res
    .status(200)
    .set('Content-Type', 'application/json; charset=UTF-8')
    .end(JSON.stringify(body));
}
