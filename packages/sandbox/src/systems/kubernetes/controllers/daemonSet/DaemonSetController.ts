import { equalJson } from '../../schema/json';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { resolvePercent } from '../deployment/planRollout';
import { podTemplateHash } from '../deployment/podTemplateHash';
import type { EventRecorder } from '../EventRecorder';
import { kinds } from '../kinds';
import { keysOfWorkload } from '../ownedPods';
import { controlledBy, keyOf } from '../owners';
import { isActive, isReady } from '../pods';
import { podFromTemplate, PodTemplate } from '../podTemplate';

const component = 'daemonset-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:daemon-set-controller',
  fieldManager: 'kube-controller-manager',
};
const revisionLabel = 'controller-revision-hash';

type DaemonSetSpec = {
  template: PodTemplate;
  updateStrategy?: {
    type?: string;
    rollingUpdate?: { maxUnavailable?: number | string };
  };
};

const specOf = (set: KubeObject) => set.spec as DaemonSetSpec;
const nodeOf = (pod: KubeObject) =>
  (pod.spec as { nodeName?: string }).nodeName ?? '';

/** DaemonSet → one Pod on each node that it selects. */
export class DaemonSetController implements Controller {
  readonly name = component;
  readonly watches = [kinds.daemonSet, kinds.pod, kinds.node];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;

  constructor(options: { api: ClusterApi; events: EventRecorder }) {
    this.#api = options.api;
    this.#events = options.events;
  }

  keysOf(event: ClusterEvent, api: ClusterApi): ObjectKey[] {
    // A node that says it is still there concerns nobody.
    if (event.gvk.kind === 'Node') {
      return event.type === 'MODIFIED' ? [] : this.allKeys(api);
    }
    return keysOfWorkload(kinds.daemonSet, event);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.daemonSet).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const set = this.#api.get(kinds.daemonSet, key);
    if (!set || set.metadata.deletionTimestamp) return;
    const { template } = specOf(set);
    const revision = podTemplateHash(template);
    const nodes = this.#nodesFor(template);
    const pods = controlledBy(this.#api, kinds.pod, set);
    for (const nodeName of nodes) {
      if (!pods.some(pod => nodeOf(pod) === nodeName)) {
        await this.#createPod(set, nodeName, revision);
      }
    }
    const misplaced = pods.filter(pod => !nodes.includes(nodeOf(pod)));
    const outdated = this.#outdated(set, pods, nodes.length, revision);
    for (const pod of new Set([...misplaced, ...outdated].filter(isActive))) {
      await this.#deletePod(set, pod);
    }
    await this.#updateStatus(key, nodes, revision);
  }

  #nodesFor({ spec }: PodTemplate): string[] {
    const wanted = (spec.nodeSelector ?? {}) as Record<string, string>;
    return this.#api
      .list(kinds.node)
      .filter(({ metadata }) =>
        Object.entries(wanted).every(
          ([label, value]) => metadata.labels?.[label] === value,
        ),
      )
      .map(({ metadata }) => metadata.name ?? '');
  }

  /** Pods of an older template that may go now: as many as may be missing at once. */
  #outdated(
    set: KubeObject,
    pods: readonly KubeObject[],
    wanted: number,
    revision: string,
  ): KubeObject[] {
    const { updateStrategy } = specOf(set);
    if (updateStrategy?.type === 'OnDelete') return [];
    const limit = updateStrategy?.rollingUpdate?.maxUnavailable ?? 1;
    const maxUnavailable = Math.max(1, resolvePercent(limit, wanted, 'up'));
    const outdated = pods.filter(
      pod => pod.metadata.labels?.[revisionLabel] !== revision,
    );
    const ready = pods.filter(pod => isActive(pod) && isReady(pod));
    const spare = Math.max(0, maxUnavailable - (wanted - ready.length));
    return [
      ...outdated.filter(pod => !isReady(pod)),
      ...outdated.filter(isReady).slice(0, spare),
    ];
  }

  async #createPod(
    set: KubeObject,
    nodeName: string,
    revision: string,
  ): Promise<void> {
    const pod = await this.#api.create(
      podFromTemplate(kinds.daemonSet, set, {
        labels: {
          [revisionLabel]: revision,
          'pod-template-generation': String(set.metadata.generation ?? 1),
        },
        spec: { nodeName },
      }),
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
    const { uid, name } = pod.metadata;
    await this.#api.delete(kinds.pod, keyOf(pod), { actor, uid });
    await this.#events.record(set, {
      actor,
      component,
      reason: 'SuccessfulDelete',
      message: `Deleted pod: ${name}`,
    });
  }

  async #updateStatus(
    key: ObjectKey,
    nodes: readonly string[],
    revision: string,
  ): Promise<void> {
    const set = this.#api.get(kinds.daemonSet, key);
    if (!set) return;
    const pods = controlledBy(this.#api, kinds.pod, set).filter(isActive);
    const placed = pods.filter(pod => nodes.includes(nodeOf(pod)));
    const ready = placed.filter(isReady).length;
    const updated = placed.filter(
      pod => pod.metadata.labels?.[revisionLabel] === revision,
    ).length;
    const unavailable = nodes.length - ready;
    const status = {
      currentNumberScheduled: placed.length,
      numberMisscheduled: pods.length - placed.length,
      desiredNumberScheduled: nodes.length,
      numberReady: ready,
      observedGeneration: set.metadata.generation,
      ...(updated > 0 && { updatedNumberScheduled: updated }),
      ...(ready > 0 && { numberAvailable: ready }),
      ...(unavailable > 0 && { numberUnavailable: unavailable }),
    };
    if (equalJson(status, set.status)) return;
    await this.#api.updateStatus({ ...set, status }, { actor });
  }
}
