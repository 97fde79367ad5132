import { z } from 'zod';
import { ClusterFailure } from './ClusterFailure';

/**
 * @param what - how the message names it, e.g. `list of pods`
 * @throws ClusterFailure naming the field that is not as it should be
 */
export function parseAnswer<TSchema extends z.ZodTypeAny>(
  schema: TSchema,
  text: string,
  what: string,
): z.output<TSchema> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ClusterFailure('failing', `${what}: is not JSON`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ClusterFailure(
    'failing',
    `${what}: ${issue.path.join('.') || 'answer'}: ${issue.message}`,
  );
}
