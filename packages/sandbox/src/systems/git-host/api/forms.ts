import { Request } from 'express';
import { z } from 'zod';
import { unprocessable } from './ApiError';

/** Parses a request's body; a wrong type is a 422, as Gitea's decoder answers. */
export function readForm<T extends z.ZodTypeAny>(
  req: Request,
  schema: T,
): z.infer<T> {
  const parsed = schema.safeParse(req.body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unprocessable(`[${issue.path.join('.')}]: ${issue.message}`);
}

/** Gitea names the field as its own code does: `[Title]: Required`. */
export function required<T>(value: T | null | undefined, field: string): T {
  if (value === undefined || value === null || value === '') {
    throw unprocessable(`[${field}]: Required`);
  }
  return value;
}

export function oneOf<T extends string>(
  value: string,
  field: string,
  choices: readonly T[],
): T {
  const choice = choices.find(one => one === value);
  if (!choice) throw unprocessable(`[${field}]: In`);
  return choice;
}

/** Repository and organisation names: letters, digits, dash, underscore, dot. */
export function alphaDashDot(value: string, field: string): string {
  if (!/^[\w.-]+$/.test(value) || value === '.' || value === '..') {
    throw unprocessable(`[${field}]: AlphaDashDot`);
  }
  return value;
}

/** A query parameter that is on unless it is switched off. */
export function flag(value: unknown): boolean {
  return value !== 'false' && value !== '0';
}

/** A text from the query, or nothing. */
export function queryText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
