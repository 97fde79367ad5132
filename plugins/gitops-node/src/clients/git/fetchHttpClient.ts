import type { HttpClient } from 'isomorphic-git';

const TIMEOUT_MS = 60_000;

/** Git's HTTP over fetch, with a time limit, which the client that comes with isomorphic-git does not have. */
export const fetchHttpClient: HttpClient = {
  async request({ url, method = 'GET', headers = {}, body }) {
    const response = await fetch(url, {
      method,
      headers,
      body: body && Buffer.concat(await collect(body)),
      // A redirect could lead the credentials to another host.
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const content = new Uint8Array(await response.arrayBuffer());
    return {
      url: response.url || url,
      method,
      headers: Object.fromEntries(response.headers),
      body: once(content),
      statusCode: response.status,
      statusMessage: response.statusText,
    };
  },
};

async function collect(chunks: AsyncIterable<Uint8Array>) {
  const collected: Uint8Array[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return collected;
}

async function* once(chunk: Uint8Array): AsyncIterableIterator<Uint8Array> {
  yield chunk;
}
