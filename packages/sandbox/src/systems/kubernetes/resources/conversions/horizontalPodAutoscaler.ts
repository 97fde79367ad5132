import { KubeObject } from '../../schema/types';

interface MetricTarget {
  type: string;
  averageUtilization?: number;
}

interface Metric {
  type: string;
  resource?: { name: string; target: MetricTarget };
}

/** Version 1 knows one metric, the CPU's utilization; others travel in an annotation. */
const annotation = 'autoscaling.alpha.kubernetes.io/metrics';

export function toAutoscalingV2(object: KubeObject): KubeObject {
  const { targetCPUUtilizationPercentage, ...spec } = object.spec as Record<
    string,
    unknown
  > & { targetCPUUtilizationPercentage?: number };
  const { [annotation]: others, ...annotations } =
    object.metadata.annotations ?? {};
  const metrics: Metric[] = [
    ...(targetCPUUtilizationPercentage === undefined
      ? []
      : [cpuMetric(targetCPUUtilizationPercentage)]),
    ...(others ? (JSON.parse(others) as Metric[]) : []),
  ];
  return {
    ...object,
    metadata: {
      ...object.metadata,
      ...(others && { annotations }),
    },
    spec: { ...spec, ...(metrics.length && { metrics }) },
  };
}

export function toAutoscalingV1(object: KubeObject): KubeObject {
  const { metrics = [], ...spec } = object.spec as Record<string, unknown> & {
    metrics?: Metric[];
  };
  const cpu = metrics.find(isCpuUtilization);
  const others = metrics.filter(metric => metric !== cpu);
  return {
    ...object,
    metadata: others.length
      ? {
          ...object.metadata,
          annotations: {
            ...object.metadata.annotations,
            [annotation]: JSON.stringify(others),
          },
        }
      : object.metadata,
    spec: {
      ...spec,
      ...(cpu && {
        targetCPUUtilizationPercentage: cpu.resource!.target.averageUtilization,
      }),
    },
  };
}

function cpuMetric(averageUtilization: number): Metric {
  return {
    type: 'Resource',
    resource: {
      name: 'cpu',
      target: { type: 'Utilization', averageUtilization },
    },
  };
}

function isCpuUtilization({ type, resource }: Metric): boolean {
  return (
    type === 'Resource' &&
    resource?.name === 'cpu' &&
    resource.target.averageUtilization !== undefined
  );
}
