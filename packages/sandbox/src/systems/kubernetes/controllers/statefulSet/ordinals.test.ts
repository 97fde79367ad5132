import type { KubeObject } from '../../schema/types';
import { OrdinalOptions, planOrdinals } from './ordinals';

function pod(ordinal: number, state: 'ready' | 'starting', revision = 'new') {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `db-${ordinal}`, labels: { revision } },
    status: {
      phase: 'Running',
      conditions: [
        { type: 'Ready', status: state === 'ready' ? 'True' : 'False' },
      ],
    },
  };
}

function plan(pods: KubeObject[], options: Partial<OrdinalOptions> = {}) {
  const result = planOrdinals({
    name: 'db',
    replicas: 3,
    start: 0,
    ordered: true,
    isOutdated: one => one.metadata.labels?.revision !== 'new',
    partition: 0,
    pods,
    ...options,
  });
  return {
    create: result.create,
    delete: result.delete.map(({ metadata }) => metadata.name),
  };
}

describe('the Pods of a StatefulSet', () => {
  it('come one after the other, each when the one before is ready', () => {
    expect(plan([])).toEqual({ create: [0], delete: [] });
    expect(plan([pod(0, 'starting')])).toEqual({ create: [], delete: [] });
    expect(plan([pod(0, 'ready')])).toEqual({ create: [1], delete: [] });
  });

  it('come at once when they may', () => {
    expect(plan([pod(1, 'starting')], { ordered: false }).create).toEqual([
      0, 2,
    ]);
  });

  it('go from the highest number down', () => {
    const pods = [0, 1, 2].map(ordinal => pod(ordinal, 'ready'));
    expect(plan(pods, { replicas: 1 }).delete).toEqual(['db-2']);
    expect(plan(pods, { replicas: 1, ordered: false }).delete).toEqual([
      'db-2',
      'db-1',
    ]);
  });

  it('are replaced from the highest number down, down to the partition', () => {
    const old = [0, 1, 2].map(ordinal => pod(ordinal, 'ready', 'old'));
    expect(plan(old).delete).toEqual(['db-2']);
    expect(plan([...old.slice(0, 2), pod(2, 'starting')]).delete).toEqual([]);
    expect(plan([...old.slice(0, 2), pod(2, 'ready')]).delete).toEqual([
      'db-1',
    ]);
    expect(
      plan([...old.slice(0, 2), pod(2, 'ready')], { partition: 2 }).delete,
    ).toEqual([]);
    expect(plan(old, { partition: undefined }).delete).toEqual([]);
  });
});
