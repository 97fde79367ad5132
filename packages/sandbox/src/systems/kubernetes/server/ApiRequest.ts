import { IncomingHttpHeaders } from 'node:http';
import { UserInfo } from '../resources/ResourceContext';
import { RequestInfo } from './requestInfo';

/** A request after authentication, whatever it is about. */
export interface ApiRequest<Info extends RequestInfo = RequestInfo> {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  info: Info;
  user: UserInfo;
  /** Become `Warning` headers of the answer. */
  warnings: string[];
}

/** What a route answers. */
export type Answer =
  | {
      kind: 'object';
      status: number;
      /** JSON; may be written as YAML or protobuf when the client likes that better. */
      object: object;
      headers?: Record<string, string>;
    }
  | {
      kind: 'text';
      status: number;
      text: string | Buffer;
      headers?: Record<string, string>;
    }
  /** Written bit by bit; resolves when it is over. */
  | { kind: 'stream'; contentType: string; run(stream: AnswerStream): void };

/** An answer that is still being written. */
export interface AnswerStream {
  write(text: string): void;
  /** Ends the answer. */
  end(): void;
  /** Called once, when the answer is over for whatever reason. */
  onEnd(listener: () => void): void;
}

export function objectAnswer(object: object, status = 200): Answer {
  return { kind: 'object', status, object };
}

export function textAnswer(
  text: string,
  options: { status?: number; headers?: Record<string, string> } = {},
): Answer {
  return {
    kind: 'text',
    status: options.status ?? 200,
    text,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      ...options.headers,
    },
  };
}

/** What the API server says of a path that leads nowhere. */
export function pageNotFound(): Answer {
  return textAnswer('404 page not found\n', { status: 404 });
}
