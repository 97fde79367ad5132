import { Response } from 'express';

const cacheControl = 'max-age=0, private, must-revalidate, no-transform';

export type Headers = Record<string, string>;

/** What a route answers. */
export type Answer = {
  status: number;
  headers?: Headers;
  /** A JSON value, or bytes when `contentType` is set. */
  body?: unknown;
  contentType?: string;
};

export function ok(body: unknown, headers?: Headers): Answer {
  return { status: 200, body, headers };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const noContent: Answer = { status: 204 };

/** Bytes or text as they are. */
export function content(
  body: Buffer | string,
  contentType: string,
  headers?: Headers,
): Answer {
  return { status: 200, body, contentType, headers };
}

/**
 * Writes an answer with the headers of Gitea's API. Not through Express'
 * `res.json`, which would rewrite the content type's spelling.
 */
export function sendAnswer(res: Response, answer: Answer): void {
  res.statusCode = answer.status;
  res.setHeader('Cache-Control', cacheControl);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    res.setHeader(name, value);
  }
  if (answer.body === undefined) {
    res.end();
  } else if (answer.contentType) {
    res.setHeader('Content-Type', answer.contentType);
    res.end(answer.body);
  } else {
    res.setHeader('Content-Type', 'application/json;charset=utf-8');
    res.end(`${JSON.stringify(answer.body)}\n`);
  }
}
