import { readRateLimit } from './readRateLimit';

const now = new Date('2026-03-01T12:00:00Z');
const epoch = now.getTime() / 1000;

describe('readRateLimit', () => {
  it.each<[string, number, Record<string, string>, object | undefined]>([
    ['429 with seconds', 429, { 'Retry-After': '7' }, { waitMs: 7_000 }],
    [
      '429 with a date',
      429,
      { 'Retry-After': 'Sun, 01 Mar 2026 12:01:00 GMT' },
      { waitMs: 60_000 },
    ],
    [
      '429 with a date that is past',
      429,
      { 'Retry-After': 'Sun, 01 Mar 2026 11:00:00 GMT' },
      { waitMs: 0 },
    ],
    [
      '429 with nonsense',
      429,
      { 'Retry-After': 'soon' },
      { waitMs: undefined },
    ],
    ['429 alone', 429, {}, {}],
    [
      'GitLab’s reset',
      429,
      { 'RateLimit-Reset': `${epoch + 5}` },
      { waitMs: 5_000 },
    ],
    ['GitHub’s second limit', 403, { 'Retry-After': '60' }, { waitMs: 60_000 }],
    [
      'GitHub’s first limit',
      403,
      { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': `${epoch + 90}` },
      { waitMs: 90_000 },
    ],
    [
      'what is forbidden for good',
      403,
      { 'X-RateLimit-Remaining': '4999' },
      undefined,
    ],
    ['a failure', 503, { 'Retry-After': '5' }, undefined],
  ])('reads %s', (_, status, headers, limit) => {
    expect(readRateLimit(status, new Headers(headers), now)).toEqual(limit);
  });
});
