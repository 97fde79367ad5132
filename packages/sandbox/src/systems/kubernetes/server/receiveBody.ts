import { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { decodeProtobuf } from '../protobuf/decodeProtobuf';
import { Schemas } from '../schema';
import { StatusError } from '../status/StatusError';
import { badRequest } from '../status/failures';

/** The most that the API server reads. */
const maxBytes = 3 * 1024 * 1024;

/** The body of a request; what came as protobuf is JSON from here on. */
export async function receiveBody(
  schemas: Schemas,
  req: IncomingMessage,
): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const { headers } = req;
  const body = await collect(req);
  const isProtobuf = headers['content-type']?.startsWith(
    'application/vnd.kubernetes.protobuf',
  );
  if (!isProtobuf || body.length === 0) return { headers, body };
  return {
    headers: { ...headers, 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(decode(schemas, body))),
  };
}

function decode(schemas: Schemas, body: Buffer): object {
  try {
    return decodeProtobuf(schemas, body);
  } catch (error) {
    throw badRequest((error as Error).message);
  }
}

async function collect(req: IncomingMessage): Promise<Buffer> {
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
