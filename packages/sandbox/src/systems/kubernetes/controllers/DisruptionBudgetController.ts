import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { resolvePercent } from './deployment/planRollout';
import { kinds } from './kinds';
import { keyOf } from './owners';
import { isActive, isReady, selects } from './pods';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:disruption-controller',
  fieldManager: 'kube-controller-manager',
};

type BudgetSpec = {
  selector?: unknown;
  minAvailable?: number | string;
  maxUnavailable?: number | string;
};

/** PodDisruptionBudget: how many of its Pods may go now. */
export class DisruptionBudgetController implements Controller {
  readonly name = 'disruption-controller';
  readonly watches = [kinds.disruptionBudget, kinds.pod];
  readonly #api: ClusterApi;

  constructor(options: { api: ClusterApi }) {
    this.#api = options.api;
  }

  keysOf({ gvk, object }: ClusterEvent, api: ClusterApi): ObjectKey[] {
    if (gvk.kind === 'PodDisruptionBudget') return [keyOf(object)];
    const { namespace, labels } = object.metadata;
    return api
      .list(kinds.disruptionBudget, { namespace })
      .filter(budget => selects((budget.spec as BudgetSpec).selector, labels))
      .map(keyOf);
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.disruptionBudget).map(keyOf);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const budget = this.#api.get(kinds.disruptionBudget, key);
    if (!budget || budget.metadata.deletionTimestamp) return;
    const spec = budget.spec as BudgetSpec;
    const pods = this.#api
      .list(kinds.pod, { namespace: key.namespace })
      .filter(
        pod => isActive(pod) && selects(spec.selector, pod.metadata.labels),
      );
    const status = budgetStatus(budget, spec, pods);
    if (JSON.stringify(status) === JSON.stringify(budget.status)) return;
    await this.#api.updateStatus({ ...budget, status }, { actor });
  }
}

function budgetStatus(
  budget: KubeObject,
  spec: BudgetSpec,
  pods: readonly KubeObject[],
) {
  const expected = pods.length;
  const healthy = pods.filter(isReady).length;
  const desired =
    spec.minAvailable !== undefined
      ? resolvePercent(spec.minAvailable, expected, 'up')
      : expected - resolvePercent(spec.maxUnavailable ?? 1, expected, 'up');
  return {
    observedGeneration: budget.metadata.generation,
    disruptionsAllowed: Math.max(0, healthy - desired),
    currentHealthy: healthy,
    desiredHealthy: Math.max(0, desired),
    expectedPods: expected,
  };
}
