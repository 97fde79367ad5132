import { IncomingMessage } from 'node:http';
import { StatusError } from '../status/StatusError';

/** The most that the API server reads. */
const maxBytes = 3 * 1024 * 1024;

export async function collectBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read and dropped, so that the client gets to see the answer.
    if (size <= maxBytes) chunks.push(chunk);
  }
  if (size > maxBytes) {
    throw new StatusError({
      code: 413,
      reason: 'RequestEntityTooLarge',
      message: `Request entity too large: limit is ${maxBytes}`,
    });
  }
  return Buffer.concat(chunks);
}
