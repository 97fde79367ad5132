import type { Gvk, KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { kinds } from './kinds';
import { podTemplateHash } from './deployment/podTemplateHash';
import {
  controlledBy,
  controllerOf,
  controllerReference,
  keyOf,
} from './owners';
import { isReady } from './pods';

type Spec = {
  replicas?: number;
  template: { metadata?: KubeObject['metadata']; spec: object };
};

/** What makes a kind of named Pods: StatefulSet by number, DaemonSet by node, Job once. */
export type NamedPods = {
  gvk: Gvk;
  controller: string;
  /** The Pods that must be there: the end of their name, and more of their spec. */
  wanted(
    owner: KubeObject,
    api: ClusterApi,
  ): Array<{ suffix: string; spec?: object }>;
  status(
    owner: KubeObject,
    pods: readonly KubeObject[],
    wanted: number,
  ): object;
  /** Whether finished Pods are left as they are. */
  once?: boolean;
};

const revisionLabel = 'controller-revision-hash';

/** Keeps a set of Pods that have names of their own, and replaces those of an older template. */
export class OrderedSetController implements Controller {
  readonly name: string;
  readonly watches: readonly Gvk[];
  readonly #api: ClusterApi;
  readonly #sort: NamedPods;
  readonly #actor: Actor;

  constructor(options: { api: ClusterApi; sort: NamedPods }) {
    this.#api = options.api;
    this.#sort = options.sort;
    this.name = options.sort.controller;
    this.watches = [options.sort.gvk, kinds.pod];
    this.#actor = {
      user: `system:serviceaccount:kube-system:${options.sort.controller}`,
      fieldManager: 'kube-controller-manager',
    };
  }

  keysOf({ gvk, object }: ClusterEvent): ObjectKey[] {
    if (gvk.kind === this.#sort.gvk.kind) return [keyOf(object)];
    const owner = controllerOf(object, this.#sort.gvk);
    const { namespace } = object.metadata;
    return owner ? [{ namespace, name: owner.name }] : [];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(this.#sort.gvk).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const owner = this.#api.get(this.#sort.gvk, key);
    if (!owner || owner.metadata.deletionTimestamp) return;
    const { template } = owner.spec as Spec;
    const revision = podTemplateHash(template);
    const wanted = this.#sort.wanted(owner, this.#api);
    const pods = controlledBy(this.#api, kinds.pod, owner);
    for (const { suffix, spec } of wanted) {
      const name = `${key.name}-${suffix}`;
      if (!pods.some(pod => pod.metadata.name === name)) {
        await this.#createPod(owner, { name, revision, spec });
      }
    }
    for (const pod of pods) {
      const stays = wanted.some(
        ({ suffix }) => pod.metadata.name === `${key.name}-${suffix}`,
      );
      const current =
        this.#sort.once || pod.metadata.labels?.[revisionLabel] === revision;
      if ((stays && current) || pod.metadata.deletionTimestamp) continue;
      await this.#api.delete(kinds.pod, keyOf(pod), {
        actor: this.#actor,
        uid: pod.metadata.uid,
      });
    }
    await this.#updateStatus(key, wanted.length);
  }

  async #createPod(
    owner: KubeObject,
    pod: { name: string; revision: string; spec?: object },
  ): Promise<void> {
    const { template } = owner.spec as Spec;
    await this.#api.create(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: pod.name,
          namespace: owner.metadata.namespace,
          labels: {
            ...template.metadata?.labels,
            [revisionLabel]: pod.revision,
          },
          annotations: template.metadata?.annotations,
          ownerReferences: [controllerReference(this.#sort.gvk, owner)],
        },
        spec: { ...template.spec, ...pod.spec },
      },
      { actor: this.#actor },
    );
  }

  async #updateStatus(key: ObjectKey, wanted: number): Promise<void> {
    const owner = this.#api.get(this.#sort.gvk, key);
    if (!owner) return;
    const pods = controlledBy(this.#api, kinds.pod, owner);
    const status = this.#sort.status(owner, pods, wanted);
    if (JSON.stringify(status) === JSON.stringify(owner.status)) return;
    await this.#api.updateStatus({ ...owner, status }, { actor: this.#actor });
  }
}

const readyCount = (pods: readonly KubeObject[]) => pods.filter(isReady).length;
const phaseCount = (pods: readonly KubeObject[], phase: string) =>
  pods.filter(pod => (pod.status as { phase?: string })?.phase === phase)
    .length;

export const statefulPods: NamedPods = {
  gvk: kinds.statefulSet,
  controller: 'statefulset-controller',
  wanted: owner =>
    Array.from({ length: (owner.spec as Spec).replicas ?? 1 }, (_, index) => ({
      suffix: String(index),
    })),
  status: (owner, pods) => ({
    observedGeneration: owner.metadata.generation,
    replicas: pods.length,
    readyReplicas: readyCount(pods),
    availableReplicas: readyCount(pods),
    currentReplicas: pods.length,
    updatedReplicas: pods.length,
  }),
};

export const daemonPods: NamedPods = {
  gvk: kinds.daemonSet,
  controller: 'daemon-set-controller',
  wanted: (_owner, api) =>
    api.list(kinds.node).map(node => ({
      suffix: node.metadata.name ?? '',
      spec: { nodeName: node.metadata.name },
    })),
  status: (owner, pods, wanted) => ({
    observedGeneration: owner.metadata.generation,
    desiredNumberScheduled: wanted,
    currentNumberScheduled: pods.length,
    updatedNumberScheduled: pods.length,
    numberMisscheduled: 0,
    numberReady: readyCount(pods),
    numberAvailable: readyCount(pods),
  }),
};

export const jobPods: NamedPods = {
  gvk: kinds.job,
  controller: 'job-controller',
  once: true,
  wanted: owner => [
    { suffix: podTemplateHash(owner.metadata.uid).slice(0, 5) },
  ],
  status: (owner, pods) => {
    const succeeded = phaseCount(pods, 'Succeeded');
    const failed = phaseCount(pods, 'Failed');
    const started = owner.metadata.creationTimestamp;
    const done = (type: string) => ({
      type,
      status: 'True',
      lastProbeTime: started,
      lastTransitionTime: started,
    });
    return {
      startTime: started,
      ...(pods.length > succeeded + failed && {
        active: pods.length - succeeded - failed,
      }),
      ...(succeeded && {
        succeeded,
        completionTime: started,
        conditions: [done('Complete')],
      }),
      ...(failed && { failed, conditions: [done('Failed')] }),
    };
  },
};
