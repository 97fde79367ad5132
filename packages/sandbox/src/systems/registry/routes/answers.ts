import { Request, Response } from 'express';
import { RegistryError } from '../RegistryError';

/** JSON as `registry` sends it: Go's encoder ends with a newline. */
export function sendJson(
  res: Response,
  value: unknown,
  contentType = 'application/json',
): void {
  res.status(200);
  res.setHeader('Content-Type', contentType);
  res.end(`${JSON.stringify(value)}\n`);
}

/** Locations are absolute, at the address that the client used. */
export function absoluteUrl(req: Request, path: string): string {
  return `${req.protocol}://${req.headers.host}${path}`;
}

/** Whether an `If-None-Match` names this digest, with quotes or without. */
export function hasCurrent(req: Request, digest: string): boolean {
  const given = req.header('if-none-match');
  return given === digest || given === `"${digest}"`;
}

/** The page that `n` and `last` ask for, and where the next one is. */
export function paginate(
  req: Request,
  all: string[],
  path: string,
): { page: string[]; link?: string } {
  const { n, last } = req.query;
  const after = all.filter(item => item > String(last ?? ''));
  const rest = last === undefined ? all : after;
  if (n === undefined) return { page: rest };
  const count = Number(n);
  if (!/^-?\d+$/.test(String(n)) || count < 0) {
    throw new RegistryError({
      code: 'PAGINATION_NUMBER_INVALID',
      detail: { n: Number.isNaN(count) ? 0 : count },
    });
  }
  const page = rest.slice(0, count);
  if (count === 0 || rest.length <= count) return { page };
  const query = new URLSearchParams({ last: page.at(-1)!, n: String(count) });
  return { page, link: `<${path}?${query}>; rel="next"` };
}
