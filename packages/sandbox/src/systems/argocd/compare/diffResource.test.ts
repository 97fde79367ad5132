import {
  ManagedField,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { recorded } from '../testing/recorded';
import { diffResource } from './diffResource';
import { lastAppliedAnnotation } from './normalize';

const desired: KubernetesObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image: 'registry.example/shop/web:1.0.0',
            ports: [{ containerPort: 8080 }],
            resources: { requests: { cpu: '1000m', memory: '128Mi' } },
          },
        ],
      },
    },
  },
};

/** What the API server makes of it: defaults, a status, and the note of what was applied. */
function live(
  change: (object: KubernetesObject) => void = () => {},
  applied: KubernetesObject = desired,
): KubernetesObject {
  const object = structuredClone(desired);
  const [container] = object.spec.template.spec.containers;
  Object.assign(container, {
    imagePullPolicy: 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '1', memory: '128Mi' } },
  });
  object.spec.progressDeadlineSeconds = 600;
  object.spec.template.spec.restartPolicy = 'Always';
  object.status = { replicas: 2 };
  object.metadata = {
    ...object.metadata,
    uid: 'u',
    resourceVersion: '7',
    creationTimestamp: '2026-01-01T00:00:00Z',
    annotations: { [lastAppliedAnnotation]: JSON.stringify(applied) },
  };
  change(object);
  return object;
}

const container = (object: KubernetesObject) =>
  object.spec.template.spec.containers[0];

describe('diffResource', () => {
  it('takes defaults, status and other spellings of a quantity for no difference', () => {
    expect(diffResource({ desired, live: live() }).modified).toBe(false);
  });

  it('agrees with Argo CD about a recorded ConfigMap', () => {
    const { items } = recorded<{
      items: Array<{
        targetState: string;
        liveState: string;
        predictedLiveState: string;
        modified?: boolean;
      }>;
    }>('argocd', '03-sync-and-heal', 17);
    const [item] = items;

    const diff = diffResource({
      desired: JSON.parse(item.targetState),
      live: JSON.parse(item.liveState),
    });

    expect(diff.modified).toBe(item.modified);
    expect(diff.predictedLive).toEqual(JSON.parse(item.predictedLiveState));
  });

  it.each<[string, (object: KubernetesObject) => void]>([
    ['another image', object => (container(object).image = 'other')],
    ['another number of replicas', object => (object.spec.replicas = 5)],
    ['a lost label', object => delete object.metadata.labels],
    ['another port', object => (container(object).ports[0].containerPort = 1)],
    [
      'another quantity',
      object => (container(object).resources.requests.cpu = '2'),
    ],
  ])('finds %s', (_, change) => {
    expect(diffResource({ desired, live: live(change) }).modified).toBe(true);
  });

  it.each<[string, (object: KubernetesObject) => void]>([
    [
      'a foreign annotation',
      object => (object.metadata.annotations!['other/tool'] = 'x'),
    ],
    [
      'a container that somebody injected',
      object =>
        object.spec.template.spec.containers.push({
          name: 'sidecar',
          image: 'x',
        }),
    ],
    [
      'an environment variable that somebody added',
      object => (container(object).env = [{ name: 'A', value: 'b' }]),
    ],
  ])('leaves %s to others', (_, change) => {
    expect(diffResource({ desired, live: live(change) }).modified).toBe(false);
  });

  it('finds what was applied once and is no longer wanted', () => {
    const applied = structuredClone(desired);
    applied.metadata.labels!.old = 'yes';
    container(applied).env = [{ name: 'OLD', value: '1' }];
    const object = live(each => {
      each.metadata.labels!.old = 'yes';
      container(each).env = [{ name: 'OLD', value: '1' }];
    }, applied);

    const { modified, predictedLive } = diffResource({ desired, live: object });

    expect(modified).toBe(true);
    expect(predictedLive.metadata.labels).toEqual({ app: 'web' });
    expect(container(predictedLive).env).toBeUndefined();
  });

  it('ignores what an Application says is to be ignored', () => {
    const scaled = live(object => (object.spec.replicas = 5));

    const diff = diffResource({
      desired,
      live: scaled,
      ignoreDifferences: [
        { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
      ],
    });

    expect(diff.modified).toBe(false);
  });

  it('takes empty lists and objects for absent ones', () => {
    const wanted = structuredClone(desired);
    container(wanted).env = [];
    wanted.spec.template.spec.nodeSelector = {};

    expect(diffResource({ desired: wanted, live: live() }).modified).toBe(
      false,
    );
  });

  it('compares the text of a Secret with its encoded form', () => {
    const secret = (rest: object): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's' },
      ...rest,
    });
    const object = secret({ data: { a: 'c2VjcmV0' } });

    expect(
      diffResource({
        desired: secret({ stringData: { a: 'secret' } }),
        live: object,
      }).modified,
    ).toBe(false);
    expect(
      diffResource({
        desired: secret({ stringData: { a: 'other' } }),
        live: object,
      }).modified,
    ).toBe(true);
  });

  it('replaces the lists of custom resources as a whole', () => {
    const custom = (containers: object[]): KubernetesObject => ({
      apiVersion: 'example.com/v1',
      kind: 'Thing',
      metadata: { name: 't' },
      spec: { containers },
    });

    expect(
      diffResource({
        desired: custom([{ name: 'a' }]),
        live: custom([{ name: 'a' }, { name: 'b' }]),
      }).modified,
    ).toBe(true);
  });

  it('reads from the managed fields what was applied server-side', () => {
    const managedFields: ManagedField[] = [
      {
        manager: 'argocd-controller',
        operation: 'Apply',
        fieldsV1: {
          'f:data': { 'f:kept': {}, 'f:dropped': {} },
          'f:metadata': { 'f:labels': { 'f:a': {} } },
        },
      },
    ];
    const object: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c', labels: { a: '1', foreign: '2' }, managedFields },
      data: { kept: 'x', dropped: 'y', foreign: 'z' },
    };

    const { predictedLive } = diffResource({
      desired: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'c', labels: { b: '1' } },
        data: { kept: 'x' },
      },
      live: object,
    });

    expect(predictedLive.data).toEqual({ kept: 'x', foreign: 'z' });
    expect(predictedLive.metadata.labels).toEqual({
      b: '1',
      foreign: '2',
    });
  });

  it('is not misled by an annotation that anybody can write', () => {
    const broken = live(object => {
      object.metadata.annotations![lastAppliedAnnotation] = 'no JSON';
    });

    expect(diffResource({ desired, live: broken }).modified).toBe(false);
  });
});
