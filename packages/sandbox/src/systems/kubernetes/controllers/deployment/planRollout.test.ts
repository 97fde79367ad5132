import { planRollout, readStrategy, ReplicaCount } from './planRollout';

const set = (
  name: string,
  wanted: number,
  available = wanted,
  current = wanted,
): ReplicaCount => ({ name, wanted, available, current });
const plan = (
  replicas: number,
  fresh: ReplicaCount,
  old: ReplicaCount[],
  strategy: Record<string, unknown> = { type: 'RollingUpdate' },
) =>
  Object.fromEntries(
    planRollout({
      replicas,
      strategy: readStrategy(strategy, replicas),
      fresh,
      old,
    }),
  );

describe('planRollout', () => {
  it('starts everything at once when nothing is there', () => {
    expect(plan(3, set('new', 0), [])).toEqual({ new: 3 });
  });

  it('adds the surge first and removes nothing that is needed', () => {
    expect(plan(4, set('new', 0), [set('old', 4)])).toEqual({ new: 1, old: 3 });
    expect(plan(2, set('new', 0), [set('old', 2)])).toEqual({ new: 1, old: 2 });
  });

  it('goes on when the new Pods are available', () => {
    expect(plan(2, set('new', 1), [set('old', 2)])).toEqual({ new: 1, old: 1 });
    expect(plan(2, set('new', 1), [set('old', 1)])).toEqual({ new: 2, old: 1 });
    expect(plan(2, set('new', 2), [set('old', 1)])).toEqual({ new: 2, old: 0 });
  });

  it('keeps the old Pods while the new ones do not become available', () => {
    expect(plan(1, set('new', 1, 0), [set('old', 1)])).toEqual({
      new: 1,
      old: 1,
    });
  });

  it('takes away first what does not work', () => {
    expect(
      plan(1, set('new', 1, 1), [set('broken', 1, 0), set('old', 0)]),
    ).toEqual({ new: 1, broken: 0, old: 0 });
  });

  it('scales down to fewer replicas', () => {
    expect(plan(1, set('new', 3), [])).toEqual({ new: 1 });
    expect(plan(0, set('new', 3), [set('old', 0)])).toEqual({ new: 0, old: 0 });
  });

  it('waits until the old Pods are gone when they must not meet', () => {
    const recreate = { type: 'Recreate' };
    expect(plan(2, set('new', 0), [set('old', 2)], recreate)).toEqual({
      new: 0,
      old: 0,
    });
    expect(plan(2, set('new', 0), [set('old', 0, 0, 1)], recreate)).toEqual({
      new: 0,
      old: 0,
    });
    expect(plan(2, set('new', 0), [set('old', 0)], recreate)).toEqual({
      new: 2,
      old: 0,
    });
  });

  it('does not stand still when neither surge nor absence is allowed', () => {
    const none = {
      type: 'RollingUpdate',
      rollingUpdate: { maxSurge: 0, maxUnavailable: 0 },
    };
    expect(plan(2, set('new', 0), [set('old', 2)], none)).toEqual({
      new: 0,
      old: 1,
    });
  });
});
