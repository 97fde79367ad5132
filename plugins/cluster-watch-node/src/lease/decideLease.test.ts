import { decideLease, LEASE_DURATION_MS, LeaseView } from './decideLease';

const held = { holder: 'b', token: 3, renewals: 10 };
const decide = (view: LeaseView, row = held, elapsed = 0) =>
  decideLease(view, row as never, { holder: 'a', elapsed });

describe('decideLease', () => {
  it('takes what nobody holds', () => {
    const free = { holder: undefined, token: 3, renewals: 10 };
    expect(
      decideLease({ seenAt: 0 }, free, { holder: 'a', elapsed: 0 }).action,
    ).toBe('take');
  });

  it('takes what stood still for as long as it counted itself', () => {
    let { view, action } = decide({ seenAt: 0 }, held, 100);
    expect(action).toBe('wait');
    ({ view, action } = decide(view, held, 100 + LEASE_DURATION_MS - 1));
    expect(action).toBe('wait');
    ({ view, action } = decide(view, held, 100 + LEASE_DURATION_MS));
    expect(action).toBe('take');
  });

  it('waits as long as the holder lives', () => {
    let view: LeaseView = { seenAt: 0 };
    for (let renewals = 0; renewals < 100; renewals += 1) {
      const row = { ...held, renewals };
      const decision = decide(view, row, renewals * (LEASE_DURATION_MS - 1));
      expect(decision.action).toBe('wait');
      view = decision.view;
    }
  });

  it('counts anew when another one took it', () => {
    const first = decide({ seenAt: 0 });
    const taken = { holder: 'c', token: 4, renewals: 10 };
    const second = decide(first.view, taken, LEASE_DURATION_MS);
    expect(second.action).toBe('wait');
  });

  it('renews its own', () => {
    const own = { holder: 'a', token: 3, renewals: 10 };
    expect(decide({ seenAt: 0, token: 3 }, own, 1_000_000).action).toBe(
      'renew',
    );
  });

  it('gives up what another one took, also under its own name', () => {
    const decision = decide({ seenAt: 0, token: 2 }, held, 50);
    expect(decision).toEqual({
      action: 'give-up',
      view: { seen: held, seenAt: 50 },
    });
    const restarted = { holder: 'a', token: 3, renewals: 10 };
    expect(decide({ seenAt: 0, token: 2 }, restarted).action).toBe('give-up');
  });
});
