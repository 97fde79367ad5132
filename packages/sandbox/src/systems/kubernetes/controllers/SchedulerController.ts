import { createHash } from 'node:crypto';
import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import type { EventRecorder } from './EventRecorder';
import { kinds } from './kinds';
import { keyOf } from './owners';
import { timeText } from './timestamps';

const component = 'default-scheduler';
const actor: Actor = {
  user: 'system:kube-scheduler',
  fieldManager: 'kube-scheduler',
};

const nodeNameOf = (pod: KubeObject) =>
  (pod.spec as { nodeName?: string }).nodeName;

/** Gives each Pod a node: any that is there, spread by the Pod's uid. */
export class SchedulerController implements Controller {
  readonly name = component;
  readonly watches = [kinds.pod, kinds.node];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;
  readonly #now: () => Date;

  constructor(options: {
    api: ClusterApi;
    events: EventRecorder;
    now: () => Date;
  }) {
    this.#api = options.api;
    this.#events = options.events;
    this.#now = options.now;
  }

  keysOf({ gvk, object, type }: ClusterEvent, api: ClusterApi): ObjectKey[] {
    // A new node is what waiting Pods waited for.
    if (gvk.kind === 'Node') return type === 'ADDED' ? this.allKeys(api) : [];
    return type === 'DELETED' || nodeNameOf(object) ? [] : [keyOf(object)];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.pod).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const pod = this.#api.get(kinds.pod, key);
    const nodes = this.#api.list(kinds.node);
    if (!pod || nodeNameOf(pod) || pod.metadata.deletionTimestamp) return;
    if (nodes.length === 0) return;
    const spread = createHash('sha256')
      .update(pod.metadata.uid ?? '')
      .digest()[0];
    const nodeName = nodes[spread % nodes.length].metadata.name;
    const bound = await this.#api.update(
      { ...pod, spec: { ...(pod.spec as object), nodeName } },
      { actor },
    );
    await this.#api.updateStatus(
      {
        ...bound,
        status: {
          ...(bound.status as object),
          phase: 'Pending',
          conditions: [
            {
              type: 'PodScheduled',
              status: 'True',
              lastProbeTime: null,
              lastTransitionTime: timeText(this.#now()),
            },
          ],
        },
      },
      { actor },
    );
    await this.#events.recordAction(pod, {
      actor,
      component,
      action: 'Binding',
      reason: 'Scheduled',
      message: `Successfully assigned ${key.namespace}/${key.name} to ${nodeName}`,
    });
  }
}
