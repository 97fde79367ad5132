import { ConflictError } from '@backstage/errors';

/** A result, or what stood in its way: a conflict is an answer where the way on is to read again. */
export async function unlessConflict<T>(
  work: Promise<T>,
): Promise<{ value: T; conflict?: undefined } | { conflict: string }> {
  try {
    return { value: await work };
  } catch (error) {
    if (ConflictError.is(error)) return { conflict: error.message };
    throw error;
  }
}
