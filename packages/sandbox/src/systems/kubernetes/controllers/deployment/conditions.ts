/** One entry of a Deployment's `status.conditions`. */
export type DeploymentCondition = {
  type: 'Available' | 'Progressing';
  status: 'True' | 'False';
  lastUpdateTime: string;
  lastTransitionTime: string;
  reason: string;
  message: string;
};

type Change = Pick<
  DeploymentCondition,
  'type' | 'status' | 'reason' | 'message'
>;

/** Puts a condition at the end of the list; one that says the same stays where and as it is. */
export function setCondition(
  conditions: readonly DeploymentCondition[],
  change: Change,
  time: string,
): DeploymentCondition[] {
  const before = conditions.find(({ type }) => type === change.type);
  if (before?.status === change.status && before.reason === change.reason) {
    return [...conditions];
  }
  return [
    ...conditions.filter(({ type }) => type !== change.type),
    {
      type: change.type,
      status: change.status,
      lastUpdateTime: time,
      lastTransitionTime:
        before?.status === change.status ? before.lastTransitionTime : time,
      reason: change.reason,
      message: change.message,
    },
  ];
}

/** How a Deployment's Pods stand. */
export type RolloutCounts = {
  replicas: number;
  updated: number;
  available: number;
  total: number;
};

const isComplete = ({ replicas, updated, available, total }: RolloutCounts) =>
  updated === replicas && total === replicas && available >= replicas;

/**
 * The conditions of a Deployment, and when to look again for the deadline.
 *
 * @see k8s.io/kubernetes/pkg/controller/deployment, progress.go and sync.go
 */
export function nextConditions(options: {
  before: readonly DeploymentCondition[];
  counts: RolloutCounts;
  countsBefore: RolloutCounts | undefined;
  maxUnavailable: number;
  replicaSet: string;
  deadlineSeconds: number;
  now: Date;
  time: string;
}): { conditions: DeploymentCondition[]; lookAgainMs?: number } {
  const { counts, countsBefore, replicaSet, now, time } = options;
  const enough = counts.available >= counts.replicas - options.maxUnavailable;
  let conditions = setCondition(
    options.before,
    enough
      ? {
          type: 'Available',
          status: 'True',
          reason: 'MinimumReplicasAvailable',
          message: 'Deployment has minimum availability.',
        }
      : {
          type: 'Available',
          status: 'False',
          reason: 'MinimumReplicasUnavailable',
          message: 'Deployment does not have minimum availability.',
        },
    time,
  );

  const progressing = (
    status: 'True' | 'False',
    reason: string,
    says: string,
  ) =>
    setCondition(
      conditions,
      {
        type: 'Progressing',
        status,
        reason,
        message: `ReplicaSet "${replicaSet}" ${says}`,
      },
      time,
    );
  if (isComplete(counts)) {
    return {
      conditions: progressing(
        'True',
        'NewReplicaSetAvailable',
        'has successfully progressed.',
      ),
    };
  }
  const before = options.before.find(({ type }) => type === 'Progressing');
  const moved =
    !countsBefore ||
    before === undefined ||
    counts.updated > countsBefore.updated ||
    counts.available > countsBefore.available ||
    counts.total - counts.updated < countsBefore.total - countsBefore.updated;
  const wasDone = before?.reason === 'NewReplicaSetAvailable';
  if (moved || wasDone) {
    // The deadline counts from the last step forward.
    conditions = progressing(
      'True',
      'ReplicaSetUpdated',
      'is progressing.',
    ).map(condition =>
      condition.type === 'Progressing'
        ? { ...condition, lastUpdateTime: time }
        : condition,
    );
    return { conditions, lookAgainMs: options.deadlineSeconds * 1000 };
  }
  const since = before ? Date.parse(before.lastUpdateTime) : now.getTime();
  const left = since + options.deadlineSeconds * 1000 - now.getTime();
  if (before?.reason === 'ProgressDeadlineExceeded' || left > 0) {
    return { conditions, lookAgainMs: left > 0 ? left + 1 : undefined };
  }
  return {
    conditions: progressing(
      'False',
      'ProgressDeadlineExceeded',
      'has timed out progressing.',
    ),
  };
}
