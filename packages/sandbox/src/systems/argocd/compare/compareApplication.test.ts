import { AppProject } from '../objects/AppProject';
import {
  keyOf,
  keyText,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { trackingIdFor, withTrackingId } from '../objects/trackingId';
import { recorded } from '../testing/recorded';
import { compareApplication } from './compareApplication';

const project: AppProject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'shop' },
  spec: {},
};

const tracked = (object: KubernetesObject) =>
  withTrackingId(object, trackingIdFor('web', object, 'shop'));

function configMap(name: string, rest: object = {}): KubernetesObject {
  return tracked({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop', ...rest },
    data: { value: 'one' },
  });
}

function compare(
  targets: KubernetesObject[] | undefined,
  live: KubernetesObject[],
  options: Partial<Parameters<typeof compareApplication>[0]> = {},
) {
  return compareApplication({
    targets,
    live: new Map(live.map(object => [keyText(keyOf(object)), object])),
    project,
    isNamespaced: (_, kind) => kind !== 'Namespace',
    ...options,
  });
}

const deployment = (exchange: number) =>
  recorded('kubernetes', '15-failing-workload', exchange);

describe('compareApplication', () => {
  it('tells what is there, what is missing and what is too much', () => {
    const { status, health, resources } = compare(
      [configMap('same'), configMap('missing')],
      [configMap('same'), configMap('extra')],
    );

    expect(status).toBe('OutOfSync');
    expect(health).toBe('Healthy');
    expect(resources.map(each => [each.name, each.status])).toEqual([
      ['extra', 'OutOfSync'],
      ['missing', 'OutOfSync'],
      ['same', 'Synced'],
    ]);
    expect(resources[0].requiresPruning).toBe(true);
  });

  it('is Missing only when nothing is there', () => {
    expect(compare([configMap('a')], []).health).toBe('Missing');
    expect(compare([], [])).toMatchObject({
      status: 'Synced',
      health: 'Healthy',
      resources: [],
    });
  });

  it('takes the health of the worst object', () => {
    expect(compare([], [configMap('a'), deployment(6)]).health).toBe(
      'Degraded',
    );
    expect(compare([], [configMap('a'), deployment(5)]).health).toBe(
      'Progressing',
    );
  });

  it('says nothing for certain while Git can not be read, and wants nothing pruned by mistake', () => {
    const { status, health, resources } = compare(undefined, [
      tracked(deployment(2)),
      configMap('a'),
    ]);

    expect(status).toBe('Unknown');
    expect(health).toBe('Healthy');
    expect(resources.map(each => each.status)).toEqual(['Unknown', 'Unknown']);
    expect(resources.every(each => each.requiresPruning)).toBe(true);
  });

  it('does not count copies of its mark as its own', () => {
    const copy = { ...configMap('settings'), kind: 'Secret' };

    const { status, resources } = compare([], [copy]);

    expect(status).toBe('Synced');
    expect(resources[0].requiresPruning).toBeUndefined();
    expect(resources[0].status).toBeUndefined();
  });

  it('keeps hooks apart', () => {
    const hook = configMap('hook', {
      annotations: { 'argocd.argoproj.io/hook': 'PreSync' },
    });

    const { status, resources, hooks } = compare([hook], [hook]);

    expect(hooks).toEqual([hook]);
    expect(status).toBe('Synced');
    expect(resources).toEqual([
      {
        version: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'hook',
        hook: true,
        requiresPruning: true,
      },
    ]);
  });

  it('marks what may only go after a person said so', () => {
    const [resource] = compare(
      [
        configMap('a', {
          annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm' },
        }),
      ],
      [],
    ).resources;

    expect(resource.requiresDeletionConfirmation).toBe(true);
    expect(
      compare([configMap('b')], [], { syncOptions: ['Delete=confirm'] })
        .resources[0].requiresDeletionConfirmation,
    ).toBe(true);
  });

  it('does not judge kinds that the project does not allow', () => {
    const [resource] = compare([configMap('a')], [], {
      project: {
        ...project,
        spec: {
          namespaceResourceBlacklist: [{ group: '', kind: 'ConfigMap' }],
        },
      },
    }).resources;

    expect(resource.status).toBe('Unknown');
  });
});
