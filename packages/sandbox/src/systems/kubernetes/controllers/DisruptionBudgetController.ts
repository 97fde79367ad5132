import { equalJson } from '../schema/json';
import { LabelSelector, selects } from '../schema/labelSelector';
import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { resolvePercent } from './deployment/planRollout';
import { kinds } from './kinds';
import { keyOf } from './owners';
import { isActive, isReady } from './pods';
import { timeText } from './timestamps';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:disruption-controller',
  fieldManager: 'kube-controller-manager',
};

type BudgetSpec = {
  selector?: LabelSelector;
  minAvailable?: number | string;
  maxUnavailable?: number | string;
};

/** PodDisruptionBudget: how many of its Pods may go now. */
export class DisruptionBudgetController implements Controller {
  readonly name = 'disruption-controller';
  readonly watches = [kinds.disruptionBudget, kinds.pod];
  readonly #api: ClusterApi;

  readonly #now: () => Date;

  constructor(options: { api: ClusterApi; now: () => Date }) {
    this.#api = options.api;
    this.#now = options.now;
  }

  keysOf({ gvk, object }: ClusterEvent, api: ClusterApi): ObjectKey[] {
    if (gvk.kind === 'PodDisruptionBudget') return [keyOf(object)];
    const { namespace } = object.metadata;
    return api
      .list(kinds.disruptionBudget, { namespace })
      .filter(budget => selects((budget.spec as BudgetSpec).selector, object))
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
      .filter(pod => isActive(pod) && selects(spec.selector, pod));
    const status = budgetStatus(budget, pods, timeText(this.#now()));
    if (equalJson(status, budget.status)) return;
    await this.#api.updateStatus({ ...budget, status }, { actor });
  }
}

function budgetStatus(
  budget: KubeObject,
  pods: readonly KubeObject[],
  time: string,
) {
  const spec = budget.spec as BudgetSpec;
  const expected = pods.length;
  const healthy = pods.filter(isReady).length;
  const desired =
    spec.minAvailable !== undefined
      ? resolvePercent(spec.minAvailable, expected, 'up')
      : expected - resolvePercent(spec.maxUnavailable ?? 1, expected, 'up');
  const allowed = Math.max(0, healthy - desired);
  const { conditions = [] } = (budget.status ?? {}) as {
    conditions?: { status: string; lastTransitionTime: string }[];
  };
  const isAllowed = allowed > 0 ? 'True' : 'False';
  const same = conditions.find(({ status }) => status === isAllowed);
  return {
    observedGeneration: budget.metadata.generation,
    disruptionsAllowed: allowed,
    currentHealthy: healthy,
    desiredHealthy: Math.max(0, desired),
    expectedPods: expected,
    conditions: [
      {
        type: 'DisruptionAllowed',
        status: isAllowed,
        observedGeneration: budget.metadata.generation,
        lastTransitionTime: same?.lastTransitionTime ?? time,
        reason: allowed > 0 ? 'SufficientPods' : 'InsufficientPods',
        message: '',
      },
    ],
  };
}
