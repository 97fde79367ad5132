import { ConflictError, NotFoundError } from '@backstage/errors';

/**
 * A result, or what stood in its way. Something that is there already, or is gone, is an
 * answer where the way on is to read again: another call was faster.
 */
export async function unlessOvertaken<T>(
  work: Promise<T>,
): Promise<{ value: T; reason?: undefined } | { reason: string }> {
  try {
    return { value: await work };
  } catch (error) {
    if (ConflictError.is(error) || NotFoundError.is(error)) {
      return { reason: error.message };
    }
    throw error;
  }
}
