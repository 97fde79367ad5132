import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import type { EventRecorder } from './EventRecorder';
import { kinds } from './kinds';
import {
  controlledBy,
  controllerOf,
  controllerReference,
  keyOf,
} from './owners';
import { isActive, isReady } from './pods';

const component = 'replicaset-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:replicaset-controller',
  fieldManager: 'kube-controller-manager',
};

type ReplicaSetSpec = {
  replicas?: number;
  template: { metadata?: KubeObject['metadata']; spec: unknown };
};

/** ReplicaSet → Pods: as many as it asks for. */
export class ReplicaSetController implements Controller {
  readonly name = component;
  readonly watches = [kinds.replicaSet, kinds.pod];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;

  constructor(options: { api: ClusterApi; events: EventRecorder }) {
    this.#api = options.api;
    this.#events = options.events;
  }

  keysOf({ gvk, object }: ClusterEvent): ObjectKey[] {
    if (gvk.kind === 'ReplicaSet') return [keyOf(object)];
    const owner = controllerOf(object, kinds.replicaSet);
    const { namespace } = object.metadata;
    return owner ? [{ namespace, name: owner.name }] : [];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.replicaSet).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const set = this.#api.get(kinds.replicaSet, key);
    if (!set || set.metadata.deletionTimestamp) return;
    const wanted = Number((set.spec as ReplicaSetSpec).replicas ?? 1);
    const active = controlledBy(this.#api, kinds.pod, set).filter(isActive);
    for (let missing = wanted - active.length; missing > 0; missing -= 1) {
      await this.#createPod(set);
    }
    for (const pod of expendable(active).slice(
      0,
      Math.max(0, active.length - wanted),
    )) {
      await this.#deletePod(set, pod);
    }
    await this.#updateStatus(key);
  }

  async #createPod(set: KubeObject): Promise<void> {
    const { template } = set.spec as ReplicaSetSpec;
    const pod = await this.#api.create(
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          generateName: `${set.metadata.name}-`,
          namespace: set.metadata.namespace,
          labels: template.metadata?.labels,
          annotations: template.metadata?.annotations,
          ownerReferences: [controllerReference(kinds.replicaSet, set)],
        },
        spec: template.spec,
      },
      { actor },
    );
    await this.#events.record(set, {
      actor,
      component,
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
    });
  }

  async #deletePod(set: KubeObject, pod: KubeObject): Promise<void> {
    await this.#api.delete(kinds.pod, keyOf(pod), {
      actor,
      uid: pod.metadata.uid,
    });
    await this.#events.record(set, {
      actor,
      component,
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${pod.metadata.name}`,
    });
  }

  async #updateStatus(key: ObjectKey): Promise<void> {
    const set = this.#api.get(kinds.replicaSet, key);
    if (!set) return;
    const pods = controlledBy(this.#api, kinds.pod, set);
    const active = pods.filter(isActive);
    const ready = active.filter(isReady).length;
    const status = {
      replicas: active.length,
      ...(active.length > 0 && { fullyLabeledReplicas: active.length }),
      ...(ready > 0 && { readyReplicas: ready, availableReplicas: ready }),
      terminatingReplicas: pods.filter(pod => pod.metadata.deletionTimestamp)
        .length,
      observedGeneration: set.metadata.generation,
    };
    if (JSON.stringify(status) === JSON.stringify(set.status)) return;
    await this.#api.updateStatus({ ...set, status }, { actor });
  }
}

const deletionCostKey = 'controller.kubernetes.io/pod-deletion-cost';

/** The Pods that can be missed most easily first: not ready, then cheap to delete, then youngest, by the second and by their last change. */
function expendable(pods: readonly KubeObject[]): KubeObject[] {
  const createdAt = (pod: KubeObject) => pod.metadata.creationTimestamp ?? '';
  const changedAt = (pod: KubeObject) =>
    Number(pod.metadata.resourceVersion ?? 0);
  const costOf = (pod: KubeObject) =>
    Number(pod.metadata.annotations?.[deletionCostKey] ?? 0);
  return [...pods].sort(
    (a, b) =>
      Number(isReady(a)) - Number(isReady(b)) ||
      costOf(a) - costOf(b) ||
      createdAt(b).localeCompare(createdAt(a)) ||
      changedAt(b) - changedAt(a),
  );
}
