/** How many replicas a ReplicaSet has, as far as a roll-out cares. */
export type ReplicaCount = {
  name: string;
  /** `spec.replicas` */
  wanted: number;
  /** `status.availableReplicas` */
  available: number;
  /** Pods that exist, terminating ones aside. */
  current: number;
};

export type RolloutStrategy =
  | { type: 'Recreate' }
  | { type: 'RollingUpdate'; maxSurge: number; maxUnavailable: number };

/** Names of ReplicaSets with the replicas that they are to have next. */
export type RolloutPlan = Map<string, number>;

/** `25%` of 4, or a plain number; a surge is rounded up, what may be missing down. */
export function resolvePercent(
  value: unknown,
  total: number,
  round: 'up' | 'down',
): number {
  if (typeof value !== 'string' || !value.endsWith('%')) {
    return Number(value ?? 0);
  }
  const exact = (Number(value.slice(0, -1)) * total) / 100;
  return round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

/** Reads `spec.strategy`; one that would allow nothing to happen may miss one Pod. */
export function readStrategy(
  strategy: Record<string, unknown> | undefined,
  replicas: number,
): RolloutStrategy {
  if (strategy?.type === 'Recreate') return { type: 'Recreate' };
  const rolling = (strategy?.rollingUpdate ?? {}) as Record<string, unknown>;
  const maxSurge = resolvePercent(rolling.maxSurge ?? '25%', replicas, 'up');
  const maxUnavailable = resolvePercent(
    rolling.maxUnavailable ?? '25%',
    replicas,
    'down',
  );
  return {
    type: 'RollingUpdate',
    maxSurge,
    maxUnavailable: maxSurge === 0 && maxUnavailable === 0 ? 1 : maxUnavailable,
  };
}

const sum = (sets: readonly ReplicaCount[], of: 'wanted' | 'available') =>
  sets.reduce((total, set) => total + set[of], 0);

/**
 * The next step of a roll-out: how many replicas the new and each old
 * ReplicaSet get.
 *
 * @see k8s.io/kubernetes/pkg/controller/deployment, rolling.go and recreate.go
 */
export function planRollout(options: {
  replicas: number;
  strategy: RolloutStrategy;
  fresh: ReplicaCount;
  /** Oldest first. */
  old: readonly ReplicaCount[];
}): RolloutPlan {
  const { replicas, strategy, fresh, old } = options;
  const plan: RolloutPlan = new Map();
  if (strategy.type === 'Recreate') {
    old.forEach(set => plan.set(set.name, 0));
    const gone = old.every(set => set.current === 0);
    plan.set(fresh.name, gone ? replicas : fresh.wanted);
    return plan;
  }

  const total = fresh.wanted + sum(old, 'wanted');
  const room = replicas + strategy.maxSurge - total;
  const wanted =
    fresh.wanted > replicas
      ? replicas
      : Math.min(replicas, fresh.wanted + Math.max(0, room));
  plan.set(fresh.name, wanted);

  const least = replicas - strategy.maxUnavailable;
  const freshMissing = Math.max(0, fresh.wanted - fresh.available);
  let removable = Math.max(0, total - least - freshMissing);
  // What does not work anyway goes first.
  const left = new Map(old.map(set => [set.name, set.wanted]));
  for (const set of old) {
    const broken = Math.min(removable, Math.max(0, set.wanted - set.available));
    left.set(set.name, set.wanted - broken);
    removable -= broken;
  }
  let spare = Math.max(0, fresh.available + sum(old, 'available') - least);
  for (const set of old) {
    const remaining = left.get(set.name) ?? 0;
    const less = Math.min(remaining, spare, removable);
    left.set(set.name, remaining - less);
    spare -= less;
    removable -= less;
  }
  left.forEach((count, name) => plan.set(name, count));
  return plan;
}
