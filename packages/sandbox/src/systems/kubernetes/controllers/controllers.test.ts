import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentStore } from '../../../state/DocumentStore';
import { namespaceLifecycle } from '../admission/namespaceLifecycle';
import { podDefaults } from '../admission/podDefaults';
import { InProcessClusterApi } from '../cluster/InProcessClusterApi';
import { ServedResources } from '../discovery/ServedResources';
import { createSchemas, KubeObject } from '../schema';
import { gvkOf } from '../schema/types';
import { ObjectStore } from '../storage/ObjectStore';
import { Actor, RunningControllers, startControllers } from '.';
import { kinds } from './kinds';

/* The controllers on the real storage, without HTTP: a cluster whose clock the tests move. */

const actor: Actor = { user: 'admin', fieldManager: 'test' };
const namespace = 'shop';

class TestCluster {
  readonly api: InProcessClusterApi;
  readonly #directory = mkdtempSync(join(tmpdir(), 'controllers-'));
  readonly #documents: DocumentStore;
  #controllers: RunningControllers | undefined;
  #time = Date.parse('2026-03-01T12:00:00Z');

  constructor() {
    this.#documents = DocumentStore.open(join(this.#directory, 'state.sqlite'));
    this.api = new InProcessClusterApi({
      store: ObjectStore.open(this.#documents),
      served: new ServedResources(),
      schemas: createSchemas(),
      admission: [namespaceLifecycle, podDefaults],
      webhooks: { review: () => ({ interested: false }) },
      now: this.now,
    });
  }

  now = () => new Date(this.#time);

  async start(): Promise<void> {
    this.#controllers = startControllers({
      api: this.api,
      now: this.now,
      resolveImage: async image =>
        image.includes('does-not-exist')
          ? { result: 'failed', message: 'not found' }
          : { result: 'found', digest: `sha256:${'ab'.repeat(32)}` },
    });
    await this.settle();
  }

  async stop(): Promise<void> {
    await this.#controllers?.close();
    this.#controllers = undefined;
  }

  /** Lets time pass; the controllers look at everything again. */
  async pass(seconds: number): Promise<void> {
    this.#time += seconds * 1000;
    await this.stop();
    await this.start();
  }

  async settle(): Promise<void> {
    await this.#controllers?.idle();
  }

  async close(): Promise<void> {
    await this.stop();
    this.#documents.close();
    rmSync(this.#directory, { recursive: true });
  }

  async create(object: object): Promise<void> {
    const { metadata, ...rest } = object as KubeObject;
    const isNamespaced = rest.kind !== 'Namespace';
    await this.api.create(
      {
        ...rest,
        metadata: { ...metadata, ...(isNamespaced && { namespace }) },
      } as KubeObject,
      { actor },
    );
    await this.settle();
  }

  /** An object as tests look at it: with whatever spec and status its kind has. */
  get(gvk: (typeof kinds)[keyof typeof kinds], name: string) {
    return this.api.get(gvk, { namespace, name });
  }

  async change(
    gvk: (typeof kinds)[keyof typeof kinds],
    name: string,
    spec: object,
  ): Promise<void> {
    const object = this.get(gvk, name);
    if (!object) throw new Error(`${name} is not there`);
    await this.api.update(
      { ...object, spec: { ...(object.spec as object), ...spec } },
      { actor },
    );
    await this.settle();
  }

  pods(): KubeObject[] {
    return [...this.api.list(kinds.pod, { namespace })];
  }

  podNames(): string[] {
    return this.pods()
      .map(({ metadata }) => metadata.name ?? '')
      .sort();
  }
}

const template = (image = 'web:1', spec: object = {}) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image }], ...spec },
});
const workload = (kind: string, name: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});

describe('controllers', () => {
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = new TestCluster();
    await cluster.start();
    await cluster.create({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
  });

  afterEach(() => cluster.close());

  it('roll a Deployment out, and back to the ReplicaSet that it had', async () => {
    await cluster.create(
      workload('Deployment', 'web', { replicas: 2, template: template() }),
    );
    const [first] = cluster.api.list(kinds.replicaSet, { namespace });
    await cluster.change(kinds.deployment, 'web', {
      template: template('web:2'),
    });
    await cluster.change(kinds.deployment, 'web', { template: template() });
    expect(cluster.get(kinds.deployment, 'web')).toMatchObject({
      metadata: { annotations: { 'deployment.kubernetes.io/revision': '3' } },
      status: {
        replicas: 2,
        updatedReplicas: 2,
        availableReplicas: 2,
        conditions: [
          { type: 'Available', status: 'True' },
          { type: 'Progressing', reason: 'NewReplicaSetAvailable' },
        ],
      },
    });
    const sets = cluster.api.list(kinds.replicaSet, { namespace });
    expect(sets).toHaveLength(2);
    expect(
      cluster.pods().map(pod => pod.metadata.ownerReferences?.[0].uid),
    ).toEqual([first.metadata.uid, first.metadata.uid]);
  });

  it('keep the old Pods when an image cannot be pulled, and give up at the deadline', async () => {
    await cluster.create(
      workload('Deployment', 'web', {
        template: template(),
        progressDeadlineSeconds: 60,
      }),
    );
    await cluster.change(kinds.deployment, 'web', {
      template: template('web:does-not-exist'),
    });
    const conditions = () =>
      (
        cluster.get(kinds.deployment, 'web')?.status as {
          conditions: { type: string; status: string; reason: string }[];
        }
      ).conditions.map(({ type, status, reason }) => [type, status, reason]);
    expect(conditions()).toContainEqual([
      'Progressing',
      'True',
      'ReplicaSetUpdated',
    ]);
    await cluster.pass(61);
    expect(conditions()).toEqual(
      expect.arrayContaining([
        ['Available', 'True', 'MinimumReplicasAvailable'],
        ['Progressing', 'False', 'ProgressDeadlineExceeded'],
      ]),
    );
    expect(cluster.pods()).toHaveLength(2);
  });

  it('let a Pod crash again and again when it is told to', async () => {
    await cluster.create({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'broken',
        annotations: { 'sandbox.portolan.io/behaviour': 'crash-loop' },
      },
      spec: template().spec,
    });
    const container = () =>
      (
        cluster.get(kinds.pod, 'broken')?.status as {
          containerStatuses: { restartCount: number; state: object }[];
        }
      ).containerStatuses[0];
    expect(container().state).toMatchObject({
      waiting: { reason: 'CrashLoopBackOff' },
    });
    const before = container().restartCount;
    await cluster.pass(600);
    expect(container().restartCount).toBeGreaterThan(before);
  });

  it('keep the Pods of a StatefulSet and their claims by number', async () => {
    await cluster.create(
      workload('StatefulSet', 'db', {
        serviceName: 'db',
        replicas: 3,
        template: template(),
        volumeClaimTemplates: [
          {
            metadata: { name: 'data' },
            spec: {
              accessModes: ['ReadWriteOnce'],
              resources: { requests: { storage: '1Gi' } },
            },
          },
        ],
      }),
    );
    expect(cluster.podNames()).toEqual(['db-0', 'db-1', 'db-2']);
    const claim = cluster.get(kinds.persistentVolumeClaim, 'data-db-2');
    expect(claim?.status).toMatchObject({
      phase: 'Bound',
      capacity: { storage: '1Gi' },
    });

    await cluster.change(kinds.statefulSet, 'db', {
      replicas: 2,
      template: template('web:2'),
    });
    expect(cluster.podNames()).toEqual(['db-0', 'db-1']);
    const images = cluster
      .pods()
      .map(
        pod =>
          (pod.spec as { containers: { image: string }[] }).containers[0].image,
      );
    expect(images).toEqual(['web:2', 'web:2']);
    expect(cluster.get(kinds.statefulSet, 'db')?.status).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      updatedReplicas: 2,
    });
    expect(cluster.get(kinds.persistentVolumeClaim, 'data-db-2')).toBeDefined();
  });

  it('put a Pod of a DaemonSet on each node, and replace them one by one', async () => {
    await cluster.create(
      workload('DaemonSet', 'agent', { template: template() }),
    );
    const nodes = () =>
      cluster
        .pods()
        .map(pod => (pod.spec as { nodeName: string }).nodeName)
        .sort();
    expect(nodes()).toEqual(['worker-1', 'worker-2']);
    const before = cluster.podNames();
    await cluster.change(kinds.daemonSet, 'agent', {
      template: template('web:2'),
    });
    expect(nodes()).toEqual(['worker-1', 'worker-2']);
    expect(cluster.podNames()).not.toEqual(expect.arrayContaining(before));
    expect(cluster.get(kinds.daemonSet, 'agent')?.status).toMatchObject({
      desiredNumberScheduled: 2,
      numberReady: 2,
      updatedNumberScheduled: 2,
    });
    await cluster.change(kinds.daemonSet, 'agent', {
      template: template('web:2', {
        nodeSelector: { 'kubernetes.io/hostname': 'worker-1' },
      }),
    });
    expect(nodes()).toEqual(['worker-1']);
  });

  const job = (name: string, spec: object, image = 'migrate:1') => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'migrate', image }],
        },
      },
      ...spec,
    },
  });

  it('run a Job to its end', async () => {
    await cluster.create(job('migrate', { completions: 3, parallelism: 2 }));
    expect(cluster.get(kinds.job, 'migrate')?.status).toMatchObject({
      succeeded: 3,
      conditions: [
        { type: 'SuccessCriteriaMet', status: 'True' },
        { type: 'Complete', reason: 'CompletionsReached' },
      ],
    });
    expect(cluster.pods()).toHaveLength(3);
  });

  it('try a failing Job again after a pause, and give it up', async () => {
    await cluster.create(
      job('migrate', { backoffLimit: 1 }, 'migrate:must-fail'),
    );
    expect(cluster.pods()).toHaveLength(1);
    await cluster.pass(5);
    expect(cluster.pods()).toHaveLength(1);
    await cluster.pass(6);
    expect(cluster.pods()).toHaveLength(2);
    expect(cluster.get(kinds.job, 'migrate')?.status).toMatchObject({
      failed: 2,
      conditions: [
        { type: 'FailureTarget' },
        { type: 'Failed', reason: 'BackoffLimitExceeded' },
      ],
    });
  });

  it('delete a finished Job when its time is over', async () => {
    await cluster.create(job('migrate', { ttlSecondsAfterFinished: 30 }));
    await cluster.pass(29);
    expect(cluster.get(kinds.job, 'migrate')).toBeDefined();
    await cluster.pass(1);
    expect(cluster.get(kinds.job, 'migrate')).toBeUndefined();
    expect(cluster.pods()).toEqual([]);
  });

  it('start the Jobs of a CronJob, and keep the last ones', async () => {
    await cluster.create({
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'report' },
      spec: {
        schedule: '0 * * * *',
        successfulJobsHistoryLimit: 2,
        jobTemplate: { spec: job('', {}).spec },
      },
    });
    const jobs = () =>
      cluster.api
        .list(kinds.job, { namespace })
        .map(({ metadata }) => metadata.name)
        .sort();
    expect(jobs()).toEqual([]);
    for (let hour = 0; hour < 4; hour += 1) await cluster.pass(3600);
    expect(jobs()).toHaveLength(2);
    expect(cluster.get(kinds.cronJob, 'report')?.status).toMatchObject({
      lastScheduleTime: '2026-03-01T16:00:00Z',
      lastSuccessfulTime: '2026-03-01T16:00:00Z',
    });
  });

  it('tell who stands behind a Service', async () => {
    await cluster.create(
      workload('Deployment', 'web', {
        replicas: 2,
        template: template('web:1', {
          containers: [
            {
              name: 'web',
              image: 'web:1',
              ports: [{ name: 'http', containerPort: 8080 }],
            },
          ],
        }),
      }),
    );
    await cluster.create({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: {
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 'http' }],
      },
    });
    expect(cluster.get(kinds.endpoints, 'web')).toMatchObject({
      subsets: [{ ports: [{ port: 8080, protocol: 'TCP' }] }],
    });
    const slices = () => cluster.api.list(kinds.endpointSlice, { namespace });
    expect(slices()).toMatchObject([
      {
        metadata: { labels: { 'kubernetes.io/service-name': 'web' } },
        endpoints: [
          { conditions: { ready: true } },
          { conditions: { ready: true } },
        ],
        ports: [{ port: 8080 }],
      },
    ]);
    await cluster.api.delete(
      kinds.service,
      { namespace, name: 'web' },
      { actor },
    );
    await cluster.settle();
    expect(slices()).toEqual([]);
    expect(cluster.get(kinds.endpoints, 'web')).toBeUndefined();
  });

  it('hold a workload between the bounds of its autoscaler and its budget', async () => {
    await cluster.create(
      workload('Deployment', 'web', { replicas: 1, template: template() }),
    );
    await cluster.create({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'web' },
      spec: { selector: { matchLabels: { app: 'web' } }, minAvailable: 2 },
    });
    expect(cluster.get(kinds.disruptionBudget, 'web')?.status).toMatchObject({
      disruptionsAllowed: 0,
      conditions: [{ type: 'DisruptionAllowed', status: 'False' }],
    });
    await cluster.create({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        minReplicas: 3,
        maxReplicas: 5,
        scaleTargetRef: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          name: 'web',
        },
      },
    });
    expect(cluster.pods()).toHaveLength(3);
    expect(cluster.get(kinds.autoscaler, 'web')?.status).toMatchObject({
      currentReplicas: 3,
      desiredReplicas: 3,
    });
    expect(cluster.get(kinds.disruptionBudget, 'web')?.status).toMatchObject({
      disruptionsAllowed: 1,
      conditions: [{ type: 'DisruptionAllowed', status: 'True' }],
    });
  });

  it.each(['Background', 'Foreground'] as const)(
    'delete what a Deployment owns: %s',
    async propagationPolicy => {
      await cluster.create(
        workload('Deployment', 'web', { template: template() }),
      );
      await cluster.api.delete(
        kinds.deployment,
        { namespace, name: 'web' },
        { actor, propagationPolicy },
      );
      await cluster.settle();
      expect(cluster.get(kinds.deployment, 'web')).toBeUndefined();
      expect(cluster.api.list(kinds.replicaSet, { namespace })).toEqual([]);
      expect(cluster.pods()).toEqual([]);
    },
  );

  it('leave what a Deployment owned without an owner: Orphan', async () => {
    await cluster.create(
      workload('Deployment', 'web', { template: template() }),
    );
    await cluster.api.delete(
      kinds.deployment,
      { namespace, name: 'web' },
      { actor, propagationPolicy: 'Orphan' },
    );
    await cluster.settle();
    const [set] = cluster.api.list(kinds.replicaSet, { namespace });
    expect(set.metadata.ownerReferences).toBeUndefined();
    expect(cluster.pods()).toHaveLength(1);
  });

  it('empty a namespace, and end it when nothing holds it', async () => {
    await cluster.create(
      workload('Deployment', 'web', { template: template() }),
    );
    await cluster.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'held', finalizers: ['example.dev/hold'] },
    });
    await cluster.api.delete(kinds.namespace, { name: namespace }, { actor });
    await cluster.settle();
    const remaining = cluster.api.get(kinds.namespace, { name: namespace });
    expect(remaining?.status).toMatchObject({ phase: 'Terminating' });
    expect(cluster.pods()).toEqual([]);

    const held = cluster.get(kinds.configMap, 'held');
    if (!held) throw new Error('the finalizer holds it');
    const { finalizers: _finalizers, ...metadata } = held.metadata;
    await cluster.api.update({ ...held, metadata }, { actor });
    await cluster.settle();
    expect(
      cluster.api.get(kinds.namespace, { name: namespace }),
    ).toBeUndefined();
  });

  it('go on where they stopped', async () => {
    await cluster.stop();
    await cluster.create(
      workload('Deployment', 'web', { replicas: 2, template: template() }),
    );
    expect(cluster.pods()).toEqual([]);
    await cluster.start();
    expect(cluster.pods()).toHaveLength(2);
    const versions = () =>
      cluster.api
        .servedKinds()
        .filter(({ gvk }) => gvk.kind !== 'Event')
        .flatMap(({ gvk }) => cluster.api.list(gvk))
        .map(object => [gvkOf(object).kind, object.metadata.resourceVersion]);
    const before = versions();
    await cluster.stop();
    await cluster.start();
    expect(versions()).toEqual(before);
  });
});
