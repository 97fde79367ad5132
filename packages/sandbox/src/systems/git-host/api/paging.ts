import { Request } from 'express';
import { Answer, Headers, ok } from './answers';

const defaultLimit = 30;
const maximumLimit = 50;

export type Page = { page: number; limit: number };

export function readPage(req: Request): Page {
  const limit = positive(req.query.limit) ?? positive(req.query.per_page);
  return {
    page: positive(req.query.page) ?? 1,
    limit: Math.min(limit ?? defaultLimit, maximumLimit),
  };
}

function positive(value: unknown): number | undefined {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}

export function slice<T>(items: T[], { page, limit }: Page): T[] {
  return items.slice((page - 1) * limit, page * limit);
}

export function pageCount(total: number, { limit }: Page): number {
  return Math.ceil(total / limit);
}

/** `X-Total-Count`, and `Link` when there is another page. */
export function pageHeaders(
  req: Request,
  options: { baseUrl: string; total: number },
): Headers {
  const link = linkHeader(req, options);
  return {
    ...(link && { Link: link }),
    'X-Total-Count': String(options.total),
    'Access-Control-Expose-Headers': link
      ? 'Link, X-Total-Count'
      : 'X-Total-Count',
  };
}

/** A page of a list, with its headers. */
export function paged<T>(
  req: Request,
  options: { baseUrl: string; items: T[]; format: (item: T) => unknown },
): Answer {
  const { baseUrl, items, format } = options;
  return ok(
    slice(items, readPage(req)).map(format),
    pageHeaders(req, { baseUrl, total: items.length }),
  );
}

function linkHeader(
  req: Request,
  { baseUrl, total }: { baseUrl: string; total: number },
): string | undefined {
  const asked = readPage(req);
  const last = Math.max(pageCount(total, asked), 1);
  // Beyond the end Gitea links as if the last page had been asked for.
  const page = Math.min(asked.page, last);
  const url = new URL(req.originalUrl, baseUrl);
  const link = (number: number, relation: string) => {
    url.searchParams.set('page', String(number));
    url.searchParams.sort();
    const address = `${baseUrl}${url.pathname}${url.search}`;
    return `<${address}>; rel="${relation}"`;
  };
  const links = [
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first'), link(page - 1, 'prev')] : []),
  ];
  return links.join(',') || undefined;
}

/** The older set of paging headers that the routes for commits and files have besides. */
export function commitPageHeaders(
  req: Request,
  options: { baseUrl: string; total: number; withTotal: boolean },
): Headers {
  const { total, withTotal } = options;
  const page = readPage(req);
  const headers = pageHeaders(req, options);
  const exposed = [
    'X-Page',
    'X-PerPage',
    ...(withTotal ? ['X-Total'] : []),
    'X-PageCount',
    'X-HasMore',
  ];
  return {
    ...headers,
    'X-Page': String(page.page),
    'X-PerPage': String(page.limit),
    ...(withTotal && { 'X-Total': String(total) }),
    'X-PageCount': String(pageCount(total, page)),
    'X-HasMore': String(page.page < pageCount(total, page)),
    'Access-Control-Expose-Headers': [
      headers['Access-Control-Expose-Headers'],
      ...exposed,
    ].join(', '),
  };
}
