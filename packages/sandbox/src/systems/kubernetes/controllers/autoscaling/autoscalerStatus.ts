import type { KubeObject } from '../../schema/types';

export type AutoscalerSpec = {
  minReplicas?: number;
  maxReplicas: number;
  scaleTargetRef: { apiVersion?: string; kind: string; name: string };
  metrics?: Metric[];
};

type Metric = {
  type: string;
  resource?: {
    name: string;
    target: { averageUtilization?: number; averageValue?: string };
  };
};

type Condition = {
  type: string;
  status: string;
  lastTransitionTime: string;
  reason: string;
  message: string;
};

export function wantedReplicas(
  { minReplicas = 1, maxReplicas }: AutoscalerSpec,
  replicas: number,
): number {
  return Math.min(maxReplicas, Math.max(minReplicas, replicas));
}

export function autoscalerStatus(options: {
  autoscaler: KubeObject;
  /** Replicas that run; `undefined`: the target is not there. */
  current: number | undefined;
  wanted: number | undefined;
  time: string;
}) {
  const { autoscaler, current = 0, wanted, time } = options;
  const spec = autoscaler.spec as AutoscalerSpec;
  const before = (autoscaler.status ?? {}) as { conditions?: Condition[] };
  const conditions = conditionsOf(spec, wanted).map(condition => {
    const same = before.conditions?.find(
      ({ type, status }) =>
        type === condition.type && status === condition.status,
    );
    return {
      ...condition,
      lastTransitionTime: same?.lastTransitionTime ?? time,
    };
  });
  const metrics = wanted ? (spec.metrics ?? []).flatMap(moderateUse) : [];
  return {
    observedGeneration: autoscaler.metadata.generation,
    currentReplicas: current,
    desiredReplicas: wanted ?? 0,
    currentMetrics: metrics.length > 0 ? metrics : null,
    conditions,
  };
}

function conditionsOf(
  { scaleTargetRef }: AutoscalerSpec,
  wanted: number | undefined,
): Omit<Condition, 'lastTransitionTime'>[] {
  if (wanted === undefined) {
    const { kind, name } = scaleTargetRef;
    return [
      {
        type: 'AbleToScale',
        status: 'False',
        reason: 'FailedGetScale',
        message: `the HPA controller was unable to get the target's current scale: ${kind.toLowerCase()}s.apps "${name}" not found`,
      },
    ];
  }
  const able = {
    type: 'AbleToScale',
    status: 'True',
    reason: 'ReadyForNewScale',
    message: 'recommended size matches current size',
  };
  if (wanted === 0) {
    return [
      able,
      {
        type: 'ScalingActive',
        status: 'False',
        reason: 'ScalingDisabled',
        message:
          'scaling is disabled since the replica count of the target is zero',
      },
    ];
  }
  return [
    able,
    {
      type: 'ScalingActive',
      status: 'True',
      reason: 'ValidMetricFound',
      message:
        'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
    },
    {
      type: 'ScalingLimited',
      status: 'False',
      reason: 'DesiredWithinRange',
      message: 'the desired count is within the acceptable range',
    },
  ];
}

/** Nothing runs, so nothing can be measured: every metric is at half of its target. */
function moderateUse({ type, resource }: Metric): object[] {
  const target = resource?.target.averageUtilization;
  if (type !== 'Resource' || !resource || target === undefined) return [];
  return [
    {
      type,
      resource: {
        name: resource.name,
        current: {
          averageUtilization: Math.round(target / 2),
          averageValue: resource.name === 'memory' ? '64Mi' : '50m',
        },
      },
    },
  ];
}
