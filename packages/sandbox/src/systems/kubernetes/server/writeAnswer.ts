import { IncomingMessage, ServerResponse } from 'node:http';
import YAML from 'yaml';
import { encodeProtobuf, hasProtobuf } from '../protobuf/encodeProtobuf';
import { Answer, AnswerStream } from './ApiRequest';
import { negotiate } from './negotiate';

const usualHeaders = { 'cache-control': 'no-cache, private' };

export interface WriteOptions {
  warnings: readonly string[];
  /** Registers what ends a stream from outside; returns the unregister function. */
  onDrop(end: () => void): () => void;
}

/** Writes an answer as the client can read it. */
export function writeAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  answer: Answer,
  options: WriteOptions,
): void {
  Object.entries(usualHeaders).forEach(entry => res.setHeader(...entry));
  if (options.warnings.length) {
    res.setHeader('warning', options.warnings.map(formatWarning));
  }
  switch (answer.kind) {
    case 'object': {
      const { type, body } = encode(req, answer.object);
      send(res, answer.status, body, {
        'content-type': type,
        ...answer.headers,
      });
      return;
    }
    case 'text':
      send(res, answer.status, answer.text, answer.headers);
      return;
    default:
      res.writeHead(200, { 'content-type': answer.contentType });
      // Clients of a watch wait for the headers, not for the first event.
      res.flushHeaders();
      runStream(res, answer, options);
  }
}

function send(
  res: ServerResponse,
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): void {
  Object.entries(headers).forEach(entry => res.setHeader(...entry));
  if (status !== 304) {
    res.setHeader('content-length', Buffer.byteLength(body));
  }
  res.statusCode = status;
  res.end(body);
}

function encode(
  req: IncomingMessage,
  object: object,
): { type: string; body: string | Buffer } {
  const { kind, apiVersion } = object as { kind?: string; apiVersion?: string };
  const negotiated = negotiate(req.headers.accept, {
    protobuf: hasProtobuf(kind ?? ''),
  });
  // What went wrong is told as JSON to whoever accepts nothing that fits.
  switch (negotiated?.encoding) {
    case 'yaml':
      return { type: 'application/yaml', body: YAML.stringify(object) };
    case 'protobuf':
      return {
        type: 'application/vnd.kubernetes.protobuf',
        body: encodeProtobuf({
          ...object,
          kind: kind!,
          apiVersion: apiVersion!,
        }),
      };
    default:
      return { type: 'application/json', body: JSON.stringify(object) };
  }
}

/** `299 - "unknown field \"colour\""`. */
function formatWarning(text: string): string {
  return `299 - ${JSON.stringify(text)}`;
}

function runStream(
  res: ServerResponse,
  answer: Answer & { kind: 'stream' },
  { onDrop }: WriteOptions,
): void {
  const listeners: Array<() => void> = [];
  const forget = onDrop(() => res.destroy());
  const stream: AnswerStream = {
    write: text => res.write(text),
    end: () => res.end(),
    onEnd: listener => listeners.push(listener),
  };
  res.on('close', () => {
    forget();
    listeners.forEach(listener => listener());
  });
  answer.run(stream);
}
