/** An answer of an API, whole. */
export type ApiAnswer = { status: number; link?: string; body: Buffer };

/**
 * Passes requests on and tells every answer that was read to its end. Whoever
 * reads it sets the limits, so no more than that is held.
 */
export function recordFetch(
  inner: typeof fetch,
  onAnswer: (url: string, answer: ApiAnswer) => Promise<void>,
): typeof fetch {
  return async (input, init) => {
    const response = await inner(input, init);
    const url = input instanceof Request ? input.url : String(input);
    const { status, headers } = response;
    const link = headers.get('link') ?? undefined;
    const chunks: Uint8Array[] = [];
    const tell = () =>
      onAnswer(url, { status, link, body: Buffer.concat(chunks) });
    if (!response.body) {
      await tell();
      return response;
    }
    const body = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(chunk, controller) {
          chunks.push(chunk);
          controller.enqueue(chunk);
        },
        flush: tell,
      }),
    );
    return new Response(body, { status, headers });
  };
}
