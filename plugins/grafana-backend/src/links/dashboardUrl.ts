import { TimeRange } from './exploreUrl';

/**
 * A dashboard with its variables filled and its time set. `path` comes from
 * Grafana's search, and begins with Grafana's own sub-path when it has one.
 */
export function dashboardUrl(
  browserUrl: string,
  dashboard: { path: string; variables: Record<string, string> },
  range: TimeRange,
): string | undefined {
  const base = new URL(`${browserUrl}/`);
  const below = dashboard.path.startsWith(base.pathname)
    ? dashboard.path
    : `${base.pathname}${dashboard.path.replace(/^\/+/, '')}`;
  const url = new URL(below, base);
  // What search answers is not ours: a link leads to this Grafana or nowhere.
  if (url.origin !== base.origin) return undefined;
  for (const [name, value] of Object.entries(dashboard.variables)) {
    url.searchParams.set(`var-${name}`, value);
  }
  url.searchParams.set('from', range.from);
  url.searchParams.set('to', range.to);
  return url.href;
}
