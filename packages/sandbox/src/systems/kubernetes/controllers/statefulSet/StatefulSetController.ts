import { equalJson } from '../../schema/json';
import type { KubeObject } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { podTemplateHash } from '../deployment/podTemplateHash';
import type { EventRecorder } from '../EventRecorder';
import { kinds } from '../kinds';
import { keysOfWorkload } from '../ownedPods';
import { controlledBy, keyOf } from '../owners';
import { isReady } from '../pods';
import { podFromTemplate, PodTemplate } from '../podTemplate';
import { ClaimTemplate, claimsOf, withClaimVolumes } from './claims';
import { planOrdinals } from './ordinals';

const component = 'statefulset-controller';
const actor: Actor = {
  user: 'system:serviceaccount:kube-system:statefulset-controller',
  fieldManager: 'kube-controller-manager',
};
const revisionLabel = 'controller-revision-hash';

type StatefulSetSpec = {
  replicas?: number;
  serviceName?: string;
  ordinals?: { start?: number };
  podManagementPolicy?: string;
  updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  template: PodTemplate;
  volumeClaimTemplates?: ClaimTemplate[];
};
type StatefulSetStatus = { currentRevision?: string; updateRevision?: string };

const specOf = (set: KubeObject) => set.spec as StatefulSetSpec;
const statusOf = (set: KubeObject) => (set.status ?? {}) as StatefulSetStatus;

/** StatefulSet → Pods with names and claims of their own, in order. */
export class StatefulSetController implements Controller {
  readonly name = component;
  readonly watches = [kinds.statefulSet, kinds.pod];
  readonly #api: ClusterApi;
  readonly #events: EventRecorder;

  constructor(options: { api: ClusterApi; events: EventRecorder }) {
    this.#api = options.api;
    this.#events = options.events;
  }

  keysOf(event: ClusterEvent): ObjectKey[] {
    return keysOfWorkload(kinds.statefulSet, event);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.statefulSet).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const set = this.#api.get(kinds.statefulSet, key);
    if (!set || set.metadata.deletionTimestamp) return;
    const spec = specOf(set);
    const revision = `${key.name}-${podTemplateHash(spec.template)}`;
    const strategy = spec.updateStrategy;
    const plan = planOrdinals({
      name: key.name,
      replicas: spec.replicas ?? 1,
      start: spec.ordinals?.start ?? 0,
      ordered: spec.podManagementPolicy !== 'Parallel',
      isOutdated: pod => pod.metadata.labels?.[revisionLabel] !== revision,
      partition:
        strategy?.type === 'OnDelete'
          ? undefined
          : strategy?.rollingUpdate?.partition ?? 0,
      pods: controlledBy(this.#api, kinds.pod, set),
    });
    for (const ordinal of plan.create) {
      await this.#createPod(set, ordinal, revision);
    }
    for (const pod of plan.delete) await this.#deletePod(set, pod);
    await this.#updateStatus(key, revision);
  }

  async #createPod(
    set: KubeObject,
    ordinal: number,
    revision: string,
  ): Promise<void> {
    const { template, serviceName, volumeClaimTemplates = [] } = specOf(set);
    const { namespace } = set.metadata;
    const name = `${set.metadata.name}-${ordinal}`;
    const claims = claimsOf(volumeClaimTemplates, {
      name,
      namespace,
      labels: template.metadata?.labels ?? {},
    });
    for (const claim of claims) {
      if (!this.#api.get(kinds.persistentVolumeClaim, keyOf(claim))) {
        await this.#api.create(claim, { actor });
      }
    }
    const volumes = (template.spec.volumes ?? []) as { name: string }[];
    const pod = podFromTemplate(kinds.statefulSet, set, {
      name,
      labels: {
        [revisionLabel]: revision,
        'apps.kubernetes.io/pod-index': String(ordinal),
        'statefulset.kubernetes.io/pod-name': name,
      },
      spec: {
        hostname: name,
        ...(serviceName && { subdomain: serviceName }),
        ...(claims.length > 0 && {
          volumes: withClaimVolumes(volumes, volumeClaimTemplates, name),
        }),
      },
    });
    await this.#api.create(pod, { actor });
    await this.#record(set, 'SuccessfulCreate', 'create', name);
  }

  async #deletePod(set: KubeObject, pod: KubeObject): Promise<void> {
    const { uid, name = '' } = pod.metadata;
    await this.#api.delete(kinds.pod, keyOf(pod), { actor, uid });
    await this.#record(set, 'SuccessfulDelete', 'delete', name);
  }

  async #record(
    set: KubeObject,
    reason: string,
    verb: string,
    pod: string,
  ): Promise<void> {
    await this.#events.record(set, {
      actor,
      component,
      reason,
      message: `${verb} Pod ${pod} in StatefulSet ${set.metadata.name} successful`,
    });
  }

  async #updateStatus(key: ObjectKey, revision: string): Promise<void> {
    const set = this.#api.get(kinds.statefulSet, key);
    if (!set) return;
    const pods = controlledBy(this.#api, kinds.pod, set);
    const status = describe(set, pods, revision);
    if (equalJson(status, set.status)) return;
    await this.#api.updateStatus({ ...set, status }, { actor });
  }
}

function describe(
  set: KubeObject,
  pods: readonly KubeObject[],
  revision: string,
) {
  const replicas = specOf(set).replicas ?? 1;
  const countOf = (wanted: string) =>
    pods.filter(pod => pod.metadata.labels?.[revisionLabel] === wanted).length;
  const ready = pods.filter(isReady).length;
  const updated = countOf(revision);
  const isDone = updated === replicas && ready === replicas;
  const current = isDone ? revision : statusOf(set).currentRevision ?? revision;
  const counts = {
    readyReplicas: ready,
    currentReplicas: countOf(current),
    updatedReplicas: updated,
  };
  return {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    ...Object.fromEntries(
      Object.entries(counts).filter(([, count]) => count > 0),
    ),
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
    availableReplicas: ready,
  };
}
