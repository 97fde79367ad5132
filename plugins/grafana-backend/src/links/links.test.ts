import { dashboardUrl } from './dashboardUrl';
import { rangeAround } from './rangeAround';

const range = { from: 'now-15m', to: 'now' };

describe('dashboardUrl', () => {
  it.each([
    ['https://g.example.dev', '/d/a/b', 'https://g.example.dev/d/a/b'],
    ['https://g.example.dev/sub', '/d/a/b', 'https://g.example.dev/sub/d/a/b'],
    [
      'https://g.example.dev/sub',
      '/sub/d/a/b',
      'https://g.example.dev/sub/d/a/b',
    ],
    // What leads elsewhere stays below this Grafana, or is no link.
    [
      'https://g.example.dev',
      '//evil.example.dev/d',
      'https://g.example.dev/evil.example.dev/d',
    ],
    [
      'https://g.example.dev',
      'data:text/html,x',
      'https://g.example.dev/data:text/html,x',
    ],
  ])('%s and %s', (base, path, expected) => {
    const url = dashboardUrl(base, { path, variables: {} }, range);
    expect(url).toBe(url && `${expected}?from=now-15m&to=now`);
    expect(
      url === undefined || new URL(url).origin === new URL(base).origin,
    ).toBe(true);
  });

  it('keeps what the path asks already, and escapes values', () => {
    expect(
      dashboardUrl(
        'https://g.example.dev',
        { path: '/d/a?orgId=2', variables: { namespace: 'a&b=c' } },
        range,
      ),
    ).toBe(
      'https://g.example.dev/d/a?orgId=2&var-namespace=a%26b%3Dc&from=now-15m&to=now',
    );
  });
});

describe('rangeAround', () => {
  const now = new Date('2026-11-26T02:00:00Z');
  it.each([
    [undefined, 'now-15m', 'now'],
    ['2026-11-26T01:00:00Z', '2026-11-26T00:50:00Z', '2026-11-26T01:30:00Z'],
    // Not beyond now, and never backwards.
    ['2026-11-26T01:55:00Z', '2026-11-26T01:45:00Z', '2026-11-26T02:00:00Z'],
    ['2026-11-26T03:00:00Z', '2026-11-26T02:50:00Z', '2026-11-26T03:00:00Z'],
  ])('%s', (at, from, to) => {
    const text = (time: string) =>
      time.startsWith('now') ? time : String(Date.parse(time));
    expect(
      rangeAround(at === undefined ? undefined : new Date(at), {
        minutes: 15,
        now,
      }),
    ).toEqual({ from: text(from), to: text(to) });
  });
});
