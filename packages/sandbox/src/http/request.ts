import http, { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import https from 'node:https';

export type RequestOptions = {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string;
  /** Certificate authority in PEM form, for https. */
  ca?: string;
  /** No answer (or, once reading, no byte) for so long is an error. */
  timeoutMs?: number;
  signal?: AbortSignal;
};

export type HttpResponse = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
};

const agents = {
  http: new http.Agent({ keepAlive: true, maxFreeSockets: 8 }),
  https: new https.Agent({ keepAlive: true, maxFreeSockets: 8 }),
};

/** Sends a request and hands over the answer as soon as its headers are there. */
export function openRequest(options: RequestOptions): Promise<IncomingMessage> {
  const secure = options.url.startsWith('https:');
  return new Promise((resolve, reject) => {
    const outgoing = (secure ? https : http).request(
      options.url,
      {
        method: options.method,
        agent: secure ? agents.https : agents.http,
        ca: options.ca,
        signal: options.signal,
        timeout: options.timeoutMs,
        headers: {
          ...options.headers,
          'content-length': String(Buffer.byteLength(options.body ?? '')),
        },
      },
      resolve,
    );
    outgoing.on('timeout', () => {
      outgoing.destroy(new Error('i/o timeout'));
    });
    outgoing.on('error', reject);
    outgoing.end(options.body);
  });
}

/** Sends a request and reads the whole answer. */
export async function request(options: RequestOptions): Promise<HttpResponse> {
  const response = await openRequest(options);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: Buffer.concat(chunks),
  };
}
