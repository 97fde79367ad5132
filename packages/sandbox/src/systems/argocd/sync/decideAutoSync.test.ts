import {
  Application,
  OperationState,
  ResourceStatus,
} from '../objects/Application';
import { decideAutoSync } from './decideAutoSync';

const now = new Date('2026-11-24T10:00:00Z');
const source = {
  repoURL: 'https://git.example/shop/web.git',
  path: 'chart',
  targetRevision: 'main',
};
const settings: ResourceStatus = {
  version: 'v1',
  kind: 'ConfigMap',
  name: 'settings',
  status: 'OutOfSync',
};

function state(change: Partial<OperationState> = {}): OperationState {
  return {
    phase: 'Succeeded',
    operation: {},
    syncResult: { revision: 'one', source },
    startedAt: '2026-11-24T09:00:00Z',
    finishedAt: '2026-11-24T09:00:01Z',
    ...change,
  };
}

function decide(options: {
  automated?: object | null;
  revision?: string;
  operationState?: OperationState;
  resources?: ResourceStatus[];
  mayHaveChanges?: boolean;
  change?: Partial<Application>;
}) {
  const { automated = { prune: true, selfHeal: true } } = options;
  const application: Application = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'web' },
    spec: { source, destination: {}, syncPolicy: { automated } },
    status: { operationState: options.operationState },
    ...options.change,
  };
  return decideAutoSync({
    application,
    sync: {
      status: 'OutOfSync',
      comparedTo: { source, destination: {} },
      revision: options.revision ?? 'one',
    },
    resources: options.resources ?? [settings],
    mayHaveChanges: options.mayHaveChanges ?? true,
    now,
  });
}

describe('decideAutoSync', () => {
  it('brings a revision that was not synced yet, with history and all', () => {
    expect(decide({ revision: 'two', operationState: state() })).toEqual({
      result: 'sync',
      operation: {
        sync: { revision: 'two', prune: true, source },
        initiatedBy: { automated: true },
        retry: { limit: 5 },
      },
    });
  });

  it('heals only what differs when the revision was synced already', () => {
    const decision = decide({ operationState: state() });

    expect(decision).toMatchObject({
      result: 'sync',
      operation: {
        sync: {
          autoHealAttemptsCount: 1,
          resources: [{ kind: 'ConfigMap', name: 'settings' }],
        },
      },
    });
  });

  it('heals ever more slowly', () => {
    const operation = { sync: { autoHealAttemptsCount: 2 } };
    const soon = state({ operation, finishedAt: '2026-11-24T09:59:58Z' });
    const long = state({ operation, finishedAt: '2026-11-24T09:59:50Z' });

    expect(decide({ operationState: soon })).toEqual({
      result: 'later',
      afterMs: 4000,
    });
    expect(decide({ operationState: long })).toMatchObject({
      operation: { sync: { autoHealAttemptsCount: 3 } },
    });
  });

  it('does not try again what failed', () => {
    const failed = state({ phase: 'Failed', message: 'no such namespace' });

    expect(decide({ operationState: failed })).toEqual({
      result: 'error',
      condition: {
        type: 'SyncError',
        message: 'Failed last sync attempt to [one]: no such namespace',
      },
    });
    expect(decide({ operationState: failed, revision: 'two' }).result).toBe(
      'sync',
    );
  });

  it('looks only at the source when Git can have no other revision', () => {
    const failed = state({ phase: 'Failed', message: 'broken' });

    expect(
      decide({
        operationState: failed,
        revision: 'two',
        mayHaveChanges: false,
      }).result,
    ).toBe('error');
  });

  it('never deletes everything by itself', () => {
    const gone = { ...settings, requiresPruning: true };

    expect(decide({ resources: [gone] })).toMatchObject({
      result: 'error',
      condition: {
        message:
          'Skipping sync attempt to [one]: auto-sync will wipe out all resources',
      },
    });
    expect(
      decide({
        resources: [gone],
        automated: { prune: true, allowEmpty: true },
      }).result,
    ).toBe('sync');
  });

  it.each<[string, Parameters<typeof decide>[0]]>([
    ['automation is off', { automated: null }],
    ['automation is disabled', { automated: { enabled: false } }],
    [
      'only pruning is left, and that is not automatic',
      { automated: {}, resources: [{ ...settings, requiresPruning: true }] },
    ],
    [
      'self-heal is off',
      { automated: { prune: true }, operationState: state() },
    ],
    ['another operation runs', { change: { operation: {} } }],
    [
      'it is being deleted',
      {
        change: {
          metadata: { name: 'web', deletionTimestamp: now.toISOString() },
        },
      },
    ],
  ])('does nothing when %s', (_, options) => {
    expect(decide(options)).toEqual({ result: 'nothing' });
  });
});
