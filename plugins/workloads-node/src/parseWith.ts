import type { z } from 'zod';

/** @throws Error naming the field that makes no sense */
export function parseWith<T extends z.ZodTypeAny>(
  schema: T,
  object: unknown,
): z.output<T> {
  const parsed = schema.safeParse(object);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue.path.join('.') || 'object'}: ${issue.message}`);
}
