import { z } from 'zod';

const query = z.object({ expr: z.string().default('') });
const pane = z.object({
  datasource: z.string(),
  queries: z.array(query).default([]),
  range: z.object({ from: z.string(), to: z.string() }),
});
const panes = z.record(pane);

export type Pane = z.infer<typeof pane>;

/** What an Explore link asks for: `panes` since Grafana 10, `left` before. */
export function readExplore(parameters: URLSearchParams): Pane[] {
  const text = parameters.get('panes');
  if (text) {
    const read = panes.safeParse(parseJson(text));
    return read.success ? Object.values(read.data) : [];
  }
  const left = pane.safeParse(parseJson(parameters.get('left') ?? ''));
  return left.success ? [left.data] : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `now-15m`, `now`, or milliseconds since 1970. */
export function readMoment(text: string, now: Date): Date {
  const relative = /^now(?:-(\d+)([smhd]))?$/.exec(text);
  if (!relative) return new Date(Number(text));
  const [, count = '0', unit = 's'] = relative;
  const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 };
  return new Date(now.getTime() - Number(count) * units[unit] * 1000);
}
