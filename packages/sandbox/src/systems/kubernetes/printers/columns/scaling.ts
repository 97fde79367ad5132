import type { KubeObject } from '../../schema/types';
import { at, Column, column, count, listAt, numberAt, textAt } from '../Column';
import { ageColumn, nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';

const AUTOSCALING = 'apis/autoscaling/v2';
const MOST_METRICS = 2;

type Metric = Record<string, unknown>;

/** Where the sources of metrics that are not of a resource keep what they are. */
const otherSources: Record<string, string> = {
  External: 'external',
  Object: 'object',
  Pods: 'pods',
};

function metricText(metric: Metric, current: Metric | undefined): string {
  const type = String(metric.type);
  const resource = {
    Resource: 'resource',
    ContainerResource: 'containerResource',
  }[type];
  if (resource) {
    const name = textAt(metric, resource, 'name');
    const value = textAt(metric, resource, 'target', 'averageValue');
    if (value !== undefined) {
      const now = textAt(current, resource, 'current', 'averageValue');
      return `${name}: ${now ?? '<unknown>'}/${value}`;
    }
    const percent = (utilization: string | undefined, otherwise: string) =>
      utilization === undefined ? otherwise : `${utilization}%`;
    const now = textAt(current, resource, 'current', 'averageUtilization');
    const target = textAt(metric, resource, 'target', 'averageUtilization');
    return `${name}: ${percent(now, '<unknown>')}/${percent(target, '<auto>')}`;
  }
  const source = otherSources[type];
  if (!source) return '<unknown type>';
  const average = textAt(metric, source, 'target', 'averageValue');
  const key = average === undefined ? 'value' : 'averageValue';
  const now = textAt(current, source, 'current', key) ?? '<unknown>';
  const target = average ?? textAt(metric, source, 'target', 'value');
  const isMarked = average !== undefined && source !== 'pods';
  return `${now}/${target}${isMarked ? ' (avg)' : ''}`;
}

function targets(autoscaler: KubeObject): string {
  const metrics = listAt(autoscaler, 'spec', 'metrics');
  if (metrics.length === 0) return '<none>';
  const current = listAt(autoscaler, 'status', 'currentMetrics');
  const texts = metrics.map((metric, index) =>
    metricText(metric, current[index]),
  );
  const shown = texts.slice(0, MOST_METRICS).join(', ');
  const more = texts.length - MOST_METRICS;
  return more > 0 ? `${shown} + ${more} more...` : shown;
}

const ofSpec = (field: string) =>
  described(AUTOSCALING, 'HorizontalPodAutoscalerSpec', field);

export const autoscalers: Column[] = [
  nameColumn,
  column(
    'Reference',
    ofSpec('scaleTargetRef'),
    object =>
      `${textAt(object, 'spec', 'scaleTargetRef', 'kind')}/${textAt(
        object,
        'spec',
        'scaleTargetRef',
        'name',
      )}`,
  ),
  column('Targets', ofSpec('metrics'), targets),
  column(
    'MinPods',
    ofSpec('minReplicas'),
    object => textAt(object, 'spec', 'minReplicas') ?? '<unset>',
  ),
  column('MaxPods', ofSpec('maxReplicas'), object =>
    numberAt(object, 'spec', 'maxReplicas'),
  ),
  column(
    'Replicas',
    described(AUTOSCALING, 'HorizontalPodAutoscalerStatus', 'currentReplicas'),
    object => numberAt(object, 'status', 'currentReplicas'),
  ),
  ageColumn,
];

export const disruptionBudgets: Column[] = [
  nameColumn,
  column(
    'Min Available',
    'The minimum number of pods that must be available.',
    object => textAt(object, 'spec', 'minAvailable') ?? 'N/A',
  ),
  column(
    'Max Unavailable',
    'The maximum number of pods that may be unavailable.',
    object => textAt(object, 'spec', 'maxUnavailable') ?? 'N/A',
  ),
  count(
    'Allowed Disruptions',
    'Calculated number of pods that may be disrupted at this time.',
    object => Number(at(object, 'status', 'disruptionsAllowed') ?? 0),
  ),
  ageColumn,
];
