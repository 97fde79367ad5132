import { equalJson } from '../../schema/json';
import type { Gvk, KubeObject } from '../../schema/types';
import { gvkOf } from '../../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from '../ClusterApi';
import type { Controller } from '../Controller';
import { kinds } from '../kinds';
import { keyOf } from '../owners';
import { timeText } from '../timestamps';
import {
  autoscalerStatus,
  AutoscalerSpec,
  wantedReplicas,
} from './autoscalerStatus';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:horizontal-pod-autoscaler',
  fieldManager: 'kube-controller-manager',
};
const scalable: readonly Gvk[] = [
  kinds.deployment,
  kinds.replicaSet,
  kinds.statefulSet,
];

const specOf = (autoscaler: KubeObject) => autoscaler.spec as AutoscalerSpec;

/** Keeps workloads between the bounds of their autoscalers. No load is measured: it is always moderate. */
export class HorizontalPodAutoscalerController implements Controller {
  readonly name = 'horizontal-pod-autoscaler';
  readonly watches = [kinds.autoscaler, ...scalable];
  readonly #api: ClusterApi;
  readonly #now: () => Date;

  constructor(options: { api: ClusterApi; now: () => Date }) {
    this.#api = options.api;
    this.#now = options.now;
  }

  keysOf({ gvk, object }: ClusterEvent, api: ClusterApi): ObjectKey[] {
    if (gvk.kind === kinds.autoscaler.kind) return [keyOf(object)];
    const { namespace, name } = object.metadata;
    return api
      .list(kinds.autoscaler, { namespace })
      .filter(autoscaler => {
        const { kind, name: target } = specOf(autoscaler).scaleTargetRef;
        return kind === gvk.kind && target === name;
      })
      .map(keyOf);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.autoscaler).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const autoscaler = this.#api.get(kinds.autoscaler, key);
    if (!autoscaler || autoscaler.metadata.deletionTimestamp) return;
    const spec = specOf(autoscaler);
    const target = this.#target(spec, key.namespace);
    const replicas =
      target && Number((target.spec as { replicas?: number }).replicas ?? 1);
    // A workload that somebody scaled to zero is switched off.
    const wanted = replicas ? wantedReplicas(spec, replicas) : replicas;
    if (target && wanted !== undefined && wanted !== replicas) {
      await this.#api.update(
        { ...target, spec: { ...(target.spec as object), replicas: wanted } },
        { actor },
      );
    }
    const status = autoscalerStatus({
      autoscaler,
      current: (target?.status as { replicas?: number } | undefined)?.replicas,
      wanted,
      time: timeText(this.#now()),
    });
    if (equalJson(status, autoscaler.status)) return;
    await this.#api.updateStatus({ ...autoscaler, status }, { actor });
  }

  #target(
    { scaleTargetRef }: AutoscalerSpec,
    namespace: string | undefined,
  ): KubeObject | undefined {
    const { apiVersion = 'apps/v1', kind, name } = scaleTargetRef;
    const gvk = gvkOf({ apiVersion, kind });
    const known = scalable.find(
      one => one.group === gvk.group && one.kind === gvk.kind,
    );
    return known && this.#api.get(known, { namespace, name });
  }
}
