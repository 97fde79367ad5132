import { FailureCode } from '../client/ClusterFailure';
import { decideNext, firstProgress, Outcome, Progress } from './decideNext';

const position = { version: 'v1', resourceVersion: '100' };
const later = { version: 'v1', resourceVersion: '200' };
const watching = firstProgress(position);
const listing = firstProgress(undefined);
const failed = (
  code: FailureCode | 'sink',
  more: Partial<Outcome & { outcome: 'failed' }> = {},
): Outcome => ({
  outcome: 'failed',
  code,
  message: 'why',
  lively: false,
  ...more,
});
const decide = (progress: Progress, outcome: Outcome) =>
  decideNext(progress, outcome, 0.5);

describe('decideNext', () => {
  it('begins where it stopped, else with a list', () => {
    expect(watching.step).toEqual({ do: 'watch', position });
    expect(listing.step).toEqual({ do: 'list' });
  });

  it('watches what it listed, at once', () => {
    expect(decide(listing, { outcome: 'listed', position })).toEqual({
      progress: watching,
      waitMs: 0,
    });
  });

  it('goes on where a watch ended, for ever', () => {
    let progress = watching;
    for (let n = 0; n < 10; n += 1) {
      const decision = decide(progress, {
        outcome: 'watch-ended',
        position: later,
        lively: true,
      });
      expect(decision).toEqual({
        progress: firstProgress(later),
        waitMs: 1_000,
      });
      progress = decision.progress;
    }
  });

  it('waits longer for watches that end as soon as they began', () => {
    let progress = watching;
    const waits = [1, 2, 3].map(() => {
      const decision = decide(progress, {
        outcome: 'watch-ended',
        position,
        lively: false,
      });
      progress = decision.progress;
      return decision.waitMs;
    });
    expect(waits).toEqual([1_000, 2_000, 4_000]);
  });

  it('lists at once when the position is forgotten, and slower when that helps for a moment only', () => {
    const first = decide(watching, failed('expired', { lively: true }));
    expect(first).toMatchObject({
      progress: { step: { do: 'list' } },
      waitMs: 0,
      report: { state: 'listing', cause: { code: 'expired' } },
    });
    const listed = decide(first.progress, { outcome: 'listed', position });
    const again = decide(listed.progress, failed('expired'));
    expect(again.waitMs).toBe(2_000);
  });

  it.each([
    ['unreachable', 'watch', 'unreachable', 1_000],
    ['unauthenticated', 'watch', 'unauthenticated', 1_000],
    ['throttled', 'watch', 'throttled', 1_000],
    ['sink', 'watch', 'failing', 1_000],
    ['denied', 'list', 'denied', 15_000],
    ['not-found', 'list', 'failing', 1_000],
    ['too-large', 'list', 'failing', 1_000],
    ['failing', 'list', 'failing', 1_000],
  ] as const)('after a watch that is %s: %s', (code, step, state, waitMs) => {
    expect(decide(watching, failed(code))).toMatchObject({
      progress: { step: { do: step }, failures: 1 },
      waitMs,
      report: { state, cause: { message: 'why' } },
    });
  });

  it('keeps what a watch got before it failed', () => {
    const decision = decide(
      watching,
      failed('sink', { lively: true, position: later }),
    );
    expect(decision.progress.step).toEqual({ do: 'watch', position: later });
  });

  it.each([{ lively: true }, { silent: true }])(
    'does not call a cluster unreachable for one connection: %j',
    how => {
      const broke = decide(watching, failed('unreachable', how));
      expect(broke).toMatchObject({ waitMs: 1_000, report: undefined });
      expect(
        decide(broke.progress, failed('unreachable')).report,
      ).toMatchObject({ state: 'unreachable' });
    },
  );

  it('lists again after a list that failed, later each time, up to a minute', () => {
    let progress = listing;
    const waits = Array.from({ length: 9 }, () => {
      const decision = decide(progress, failed('failing'));
      progress = decision.progress;
      expect(progress.step).toEqual({ do: 'list' });
      return decision.waitMs;
    });
    expect(waits.slice(-2)).toEqual([60_000, 60_000]);
  });

  it('waits as long as the cluster asks, within reason', () => {
    const asked = (retryAfterMs: number) =>
      decide(watching, failed('throttled', { retryAfterMs })).waitMs;
    expect([asked(500), asked(20_000), asked(10 ** 9)]).toEqual([
      1_000, 20_000, 300_000,
    ]);
  });

  it('does not believe the second silent watch in a row', () => {
    const silent = failed('unreachable', { silent: true });
    const first = decide(watching, silent);
    expect(first.progress.step.do).toBe('watch');
    expect(decide(first.progress, silent).progress.step.do).toBe('list');

    const between = decide(first.progress, {
      outcome: 'watch-ended',
      position,
      lively: true,
    });
    expect(decide(between.progress, silent).progress.step.do).toBe('watch');
  });

  it('remembers that pages have no order', () => {
    const unordered = decide(listing, { outcome: 'unordered' });
    expect(unordered).toEqual({
      progress: { ...listing, ordered: false },
      waitMs: 0,
    });
    let { progress } = unordered;
    const outcomes: Outcome[] = [
      failed('unreachable'),
      { outcome: 'listed', position },
      { outcome: 'watch-ended', position, lively: true },
      failed('expired'),
      { outcome: 'not-installed' },
    ];
    for (const outcome of outcomes) {
      ({ progress } = decide(progress, outcome));
      expect(progress.ordered).toBe(false);
    }
    expect(progress.step).toEqual({ do: 'list' });
  });

  it('asks again within a minute whether a kind was installed', () => {
    const decision = decide(listing, { outcome: 'not-installed' });
    expect(decision).toMatchObject({
      progress: { step: { do: 'list' }, failures: 0 },
      waitMs: 45_000,
      report: { state: 'not-installed' },
    });
    expect(decision.report?.cause).toBeUndefined();
  });
});
