/** Where the next page of a list starts. */
export interface ContinueToken {
  /** Of the first page; -1 goes on with what is there now. */
  resourceVersion: number;
  /** The last key of the page before. */
  after: string;
}

/** The key that follows another one at once. */
const afterKey = '\u0000';

/** The same form as the API server's: base64url without padding of a small JSON document. */
export function formatContinueToken(token: ContinueToken): string {
  const json = JSON.stringify({
    v: 'meta.k8s.io/v1',
    rv: token.resourceVersion,
    start: `${token.after}${afterKey}`,
  });
  return Buffer.from(json).toString('base64url');
}

/** Throws an Error with the API server's words. */
export function parseContinueToken(text: string): ContinueToken {
  const bytes = Buffer.from(text, 'base64url');
  let value: { v?: unknown; rv?: unknown; start?: unknown };
  try {
    value = JSON.parse(bytes.toString('latin1'));
  } catch {
    throw new Error(
      `continue key is not valid: ${describeInvalidStart(bytes)}`,
    );
  }
  if (value.v !== 'meta.k8s.io/v1') {
    throw new Error(
      `continue key is not valid: server does not recognize this encoded version ${JSON.stringify(
        value.v,
      )}`,
    );
  }
  if (typeof value.rv !== 'number' || typeof value.start !== 'string') {
    throw new Error(
      'continue key is not valid: incorrect encoded start resourceVersion (version meta.k8s.io/v1)',
    );
  }
  return {
    resourceVersion: value.rv,
    after: value.start.endsWith(afterKey)
      ? value.start.slice(0, -afterKey.length)
      : value.start,
  };
}

/** What Go's JSON decoder says of the first byte that begins no value. */
function describeInvalidStart(bytes: Buffer): string {
  const first = bytes.toString('latin1').trimStart()[0];
  if (first === undefined) return 'unexpected end of JSON input';
  const code = first.charCodeAt(0);
  const shown =
    code >= 0x20 && code < 0x7f
      ? first
      : `\\u${code.toString(16).padStart(4, '0')}`;
  return `invalid character '${shown}' looking for beginning of value`;
}
