import { Response } from 'express';

/** The error codes of the OCI distribution specification, with the texts of `registry`. */
const codes = {
  BLOB_UNKNOWN: [404, 'blob unknown to registry'],
  BLOB_UPLOAD_INVALID: [404, 'blob upload invalid'],
  BLOB_UPLOAD_UNKNOWN: [404, 'blob upload unknown to registry'],
  DENIED: [403, 'requested access to the resource is denied'],
  DIGEST_INVALID: [400, 'provided digest did not match uploaded content'],
  MANIFEST_BLOB_UNKNOWN: [400, 'blob unknown to registry'],
  MANIFEST_INVALID: [400, 'manifest invalid'],
  MANIFEST_UNKNOWN: [404, 'manifest unknown'],
  NAME_UNKNOWN: [404, 'repository name not known to registry'],
  PAGINATION_NUMBER_INVALID: [400, 'invalid number of results requested'],
  RANGE_INVALID: [416, 'invalid content range'],
  TOOMANYREQUESTS: [429, 'too many requests'],
  UNAUTHORIZED: [401, 'authentication required'],
  UNAVAILABLE: [503, 'service unavailable'],
  UNKNOWN: [500, 'unknown error'],
} as const;

export type ErrorCode = keyof typeof codes;

export type ErrorEntry = {
  code: ErrorCode;
  message?: string;
  detail?: unknown;
};

/** An answer with the registry's error body; several entries share the status of the first. */
export class RegistryError extends Error {
  readonly status: number;
  readonly entries: ErrorEntry[];

  constructor(...entries: ErrorEntry[]) {
    super(entries.map(entry => entry.code).join(', '));
    this.status = codes[entries[0].code][0];
    this.entries = entries;
  }
}

export function writeRegistryError(res: Response, error: RegistryError): void {
  const errors = error.entries.map(({ code, message, detail }) => ({
    code,
    message: message ?? codes[code][1],
    ...(detail === undefined ? {} : { detail }),
  }));
  // `registry` is written in Go, whose JSON encoder ends with a newline.
  const body = `${JSON.stringify({ errors })}\n`;
  res.status(error.status);
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.end(body);
}

/** A fault of any status, with the code that a registry gives it. */
export function writeFault(res: Response, status: number): void {
  const code =
    (Object.keys(codes) as ErrorCode[]).find(
      name =>
        codes[name][0] === status &&
        /^(UNAUTHORIZED|DENIED|TOOMANYREQUESTS|UNAVAILABLE|UNKNOWN)$/.test(
          name,
        ),
    ) ?? 'UNKNOWN';
  const error = new RegistryError({ code });
  writeRegistryError(res, Object.assign(error, { status }));
}

/** For paths and names that the router does not know: plain text, no error body. */
export function writeNotFound(res: Response): void {
  writePlain(res, 404, '404 page not found\n');
}

export function writePlain(res: Response, status: number, text: string): void {
  res.status(status);
  res.setHeader('Content-Type', 'text/plain; charset=utf-8');
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.end(text);
}
