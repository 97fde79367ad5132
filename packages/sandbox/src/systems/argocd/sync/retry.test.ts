import { retryDelayMs, selfHealDelayMs, toKitchenTime } from './retry';

describe('retryDelayMs', () => {
  it('grows from five seconds to three minutes unless told otherwise', () => {
    const delays = [0, 1, 2, 10].map(retries => retryDelayMs({}, retries));

    expect(delays).toEqual([5_000, 10_000, 20_000, 180_000]);
  });

  it('reads durations with units and without', () => {
    const backoff = { duration: '1m30s', factor: 3, maxDuration: '200' };

    expect(retryDelayMs({ backoff }, 0)).toBe(90_000);
    expect(retryDelayMs({ backoff }, 1)).toBe(200_000);
  });
});

describe('selfHealDelayMs', () => {
  it('heals at once, then ever more slowly', () => {
    expect([0, 1, 2, 9].map(selfHealDelayMs)).toEqual([
      0, 2_000, 6_000, 300_000,
    ]);
  });
});

describe('toKitchenTime', () => {
  it.each([
    ['2026-01-01T00:05:00Z', '12:05AM'],
    ['2026-01-01T02:14:59Z', '2:14AM'],
    ['2026-01-01T12:00:00Z', '12:00PM'],
    ['2026-01-01T23:59:00Z', '11:59PM'],
  ])('writes %s as %s', (time, text) => {
    expect(toKitchenTime(new Date(time))).toBe(text);
  });
});
