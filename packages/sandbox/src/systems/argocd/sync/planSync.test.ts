import { ManagedResource } from '../compare/compareApplication';
import { ResourceResult } from '../objects/Application';
import {
  keyOf,
  KubernetesObject,
  versionOf,
} from '../../../kubernetes-client/KubernetesObject';
import { isMultiStep, nextTasks, objectOf, planSync } from './planSync';

function object(
  kind: string,
  name: string,
  annotations: Record<string, string> = {},
): KubernetesObject {
  const apiVersion = kind === 'Deployment' ? 'apps/v1' : 'v1';
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'shop', annotations },
  };
}

const wave = (number: number) => ({
  'argocd.argoproj.io/sync-wave': String(number),
});

function managed(
  part: Pick<ManagedResource, 'target' | 'live' | 'diff'>,
): ManagedResource {
  const any = (part.target ?? part.live)!;
  return {
    key: keyOf(any),
    version: versionOf(any.apiVersion),
    hook: false,
    ...part,
  };
}

function plan(options: Partial<Parameters<typeof planSync>[0]>) {
  return planSync({
    managed: [],
    hooks: [],
    liveHook: () => undefined,
    results: [],
    skipHooks: false,
    syncOptions: [],
    outOfSyncOnly: false,
    ...options,
  });
}

const outline = (tasks: ReturnType<typeof plan>) =>
  tasks.map(
    task =>
      `${task.phase} ${task.wave} ${task.target ? 'apply' : 'prune'} ${
        objectOf(task).metadata.name
      }`,
  );

describe('planSync', () => {
  it('applies what others need first, and prunes before it applies', () => {
    const tasks = plan({
      managed: [
        managed({ target: object('Deployment', 'web') }),
        managed({ target: object('Widget', 'custom') }),
        managed({ target: object('ConfigMap', 'settings') }),
        managed({ target: object('Service', 'web-service') }),
        managed({ live: object('Service', 'old') }),
      ],
    });

    expect(outline(tasks)).toEqual([
      'Sync 0 prune old',
      'Sync 0 apply settings',
      'Sync 0 apply web-service',
      'Sync 0 apply web',
      'Sync 0 apply custom',
    ]);
    expect(isMultiStep(tasks)).toBe(false);
  });

  it('orders by phase and wave, and takes one of them at a time', () => {
    const tasks = plan({
      managed: [
        managed({ target: object('ConfigMap', 'late', wave(2)) }),
        managed({ target: object('ConfigMap', 'early', wave(-1)) }),
        managed({ target: object('ConfigMap', 'middle') }),
      ],
      hooks: [
        object('Pod', 'after', { 'argocd.argoproj.io/hook': 'PostSync' }),
        object('Pod', 'before', { 'helm.sh/hook': 'pre-install' }),
      ],
    });

    expect(outline(tasks)).toEqual([
      'PreSync 0 apply before',
      'Sync -1 apply early',
      'Sync 0 apply middle',
      'Sync 2 apply late',
      'PostSync 0 apply after',
    ]);
    expect(isMultiStep(tasks)).toBe(true);
    expect(outline(nextTasks(tasks.slice(1)))).toEqual(['Sync -1 apply early']);
  });

  it('prunes in the opposite order of applying, or last of all', () => {
    const resources = [
      managed({ live: object('ConfigMap', 'first', wave(1)) }),
      managed({ live: object('ConfigMap', 'second', wave(3)) }),
      managed({ target: object('ConfigMap', 'kept', wave(2)) }),
    ];

    expect(outline(plan({ managed: resources }))).toEqual([
      'Sync 1 prune second',
      'Sync 2 apply kept',
      'Sync 3 prune first',
    ]);
    expect(
      outline(plan({ managed: resources, syncOptions: ['PruneLast=true'] })),
    ).toEqual([
      'Sync 2 apply kept',
      'Sync 4 prune first',
      'Sync 4 prune second',
    ]);
  });

  it('leaves out hooks where only some resources are asked for', () => {
    const tasks = plan({
      managed: [
        managed({ target: object('ConfigMap', 'a') }),
        managed({ target: object('ConfigMap', 'b') }),
      ],
      hooks: [object('Pod', 'hook', { 'argocd.argoproj.io/hook': 'Sync' })],
      selected: [{ kind: 'ConfigMap', name: 'b' }],
    });

    expect(outline(tasks)).toEqual(['Sync 0 apply b']);
  });

  it('leaves alone what is to be skipped, and what is in sync when only differences count', () => {
    const same = object('ConfigMap', 'same');
    const diff = {
      modified: false,
      normalizedLive: same,
      predictedLive: same,
    };
    const tasks = plan({
      managed: [
        managed({ target: same, live: same, diff }),
        managed({
          target: object('ConfigMap', 'skipped', {
            'argocd.argoproj.io/hook': 'Skip',
          }),
        }),
        managed({ target: object('ConfigMap', 'new') }),
      ],
      outOfSyncOnly: true,
    });

    expect(outline(tasks)).toEqual(['Sync 0 apply new']);
  });

  it('finds the results of earlier steps again', () => {
    const target = object('ConfigMap', 'a');
    const result: ResourceResult = {
      ...keyOf(target),
      version: 'v1',
      syncPhase: 'Sync',
      hookPhase: 'Running',
    };

    const [task] = plan({ managed: [managed({ target })], results: [result] });

    expect(task.result).toBe(result);
  });
});
