import http from 'node:http';
import https from 'node:https';
import { Answer } from './compareAnswer';

export type OutgoingRequest = {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: Buffer;
  /** The certificate to trust, for a stand-in with its own authority. */
  ca?: string;
};

const answerTimeoutMs = 30_000;

/** One request on a connection of its own; headers go out as they are given. */
export function send(request: OutgoingRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = open(request, incoming => {
      const chunks: Buffer[] = [];
      incoming.on('data', chunk => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode!,
          headers: flatten(incoming.headers),
          raw: Buffer.concat(chunks),
        }),
      );
    });
    const timer = setTimeout(() => {
      outgoing.destroy(
        new Error(`no whole answer within ${answerTimeoutMs / 1000} s`),
      );
    }, answerTimeoutMs);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', reject);
    outgoing.end(request.body);
  });
}

export function open(
  request: OutgoingRequest,
  onAnswer: (incoming: http.IncomingMessage) => void,
): http.ClientRequest {
  const { url, method, headers, body, ca } = request;
  const options = {
    method,
    headers: { ...lengthOf(method, body), ...headers },
    agent: false as const,
  };
  return url.protocol === 'https:'
    ? https.request(url, { ...options, ca }, onAnswer)
    : http.request(url, options, onAnswer);
}

function lengthOf(
  method: string,
  body: Buffer | undefined,
): Record<string, string> {
  if (body) return { 'content-length': String(body.length) };
  return /POST|PUT|PATCH/.test(method) ? { 'content-length': '0' } : {};
}

export function flatten(
  headers: http.IncomingHttpHeaders,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
}
