import { ManualClock } from '../__testUtils__/ManualClock';
import { poll } from './poll';

describe('poll', () => {
  const clock = new ManualClock();
  const log: string[] = [];
  const start = (answers: Array<string | Error>, timeoutMs = 60_000) =>
    poll({
      clock,
      timeoutMs,
      isDone: value => value === 'done',
      describe: value => `now ${value}`,
      isTemporary: error => String(error).includes('busy'),
      log: message => log.push(message),
      read: async () => {
        const answer = answers.length > 1 ? answers.shift()! : answers[0];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    });

  beforeEach(() => {
    log.length = 0;
    clock.waits.length = 0;
  });

  it('reads until it is done, less and less often, and tells what changes', async () => {
    await expect(start(['a', 'a', 'a', 'b', 'done'])).resolves.toBe('done');
    expect(log).toEqual(['now a', 'now b']);
    expect(clock.waits).toEqual([500, 750, 1_125, 1_687.5]);
  });

  it('returns what it read last when time is up', async () => {
    await expect(start(['a'], 30_000)).resolves.toBe('a');
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(10_000);
    expect(
      clock.waits.reduce((sum, wait) => sum + wait, 0),
    ).toBeLessThanOrEqual(30_000);
  });

  it('looks once without any time', async () => {
    await expect(start(['a'], 0)).resolves.toBe('a');
    expect(clock.waits).toEqual([]);
  });

  it('passes over a failure that may pass', async () => {
    await expect(start([new Error('busy'), 'done'])).resolves.toBe('done');
    expect(log).toEqual(['busy']);
  });

  it('fails on one that does not pass', async () => {
    await expect(start([new Error('busy')], 5_000)).rejects.toThrow('busy');
    await expect(start([new Error('broken'), 'done'])).rejects.toThrow(
      'broken',
    );
  });
});
