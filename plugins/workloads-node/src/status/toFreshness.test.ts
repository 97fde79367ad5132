import type { WatchStatus } from '@portolan/plugin-cluster-watch-node';
import { toFreshness } from './toFreshness';

const now = new Date('2026-11-26T12:00:00Z');

const status = (changes: Partial<WatchStatus>): WatchStatus => ({
  cluster: 'prod',
  kind: 'pods',
  state: 'watching',
  since: now,
  listedAt: now,
  confirmedAt: now,
  rejected: 0,
  ...changes,
});

describe('toFreshness', () => {
  it('says of a cluster what it answered', () => {
    const cause = {
      code: 'denied',
      message: '403: pods is forbidden',
    } as const;
    expect(toFreshness(status({ state: 'denied', cause }), now)).toMatchObject({
      state: 'denied',
      cause: '403: pods is forbidden',
    });
  });

  it('does not repeat what the database said of a statement', () => {
    const message = 'insert into "pods" values (secret) - disk full';
    const told = toFreshness(
      status({ state: 'failing', cause: { code: 'sink', message } }),
      now,
    );
    expect(told.state).toBe('unreachable');
    expect(told.cause).toBe('the portal’s database did not take what was read');
  });

  it('takes a watch that nobody confirms for none', () => {
    const confirmedAt = new Date('2026-11-26T11:50:00Z');
    expect(toFreshness(status({ confirmedAt }), now)).toMatchObject({
      state: 'unreachable',
      asOf: '2026-11-26T11:50:00.000Z',
    });
  });
});
