import { ResponseError } from '@backstage/errors';
import { z } from 'zod/v4';

type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/**
 * Reads from a backend plugin. Fails with a `ResponseError` when it refuses or
 * does not answer, and with an error that names the field when what it answers
 * is not what the schema says.
 */
export async function fetchAnswer<T>(
  schema: z.ZodType<T>,
  request: {
    fetchApi: { fetch: typeof fetch };
    pluginId: string;
    /** Each segment is encoded. */
    path: readonly string[];
    /** A list becomes one parameter for each of its values. */
    query?: Query;
    signal?: AbortSignal;
  },
): Promise<T> {
  const { fetchApi, pluginId, query = {}, signal } = request;
  const path = request.path.map(encodeURIComponent).join('/');
  const response = await fetchApi.fetch(
    `plugin://${pluginId}/${path}${toSearch(query)}`,
    { signal },
  );
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  const parsed = schema.safeParse(await response.json());
  if (!parsed.success) {
    throw new Error(
      `The ${pluginId} backend answered /${path} with what this page does not understand: ${z.prettifyError(
        parsed.error,
      )}`,
      { cause: parsed.error },
    );
  }
  return parsed.data;
}

function toSearch(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, given] of Object.entries(query)) {
    const values = Array.isArray(given) ? given : [given];
    for (const value of values) {
      if (value !== undefined) search.append(name, String(value));
    }
  }
  return search.size > 0 ? `?${search}` : '';
}
