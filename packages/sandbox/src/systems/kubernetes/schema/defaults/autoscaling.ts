import { isEmpty, JsonMap } from '../json';
import { ensureMap, mapAt, setDefault } from './fields';

const PERCENT_POLICY = { type: 'Percent', value: 100, periodSeconds: 15 };
const PODS_POLICY = { type: 'Pods', value: 4, periodSeconds: 15 };

export function defaultHorizontalPodAutoscaler(autoscaler: JsonMap): void {
  const spec = ensureMap(autoscaler, 'spec');
  setDefault(spec, 'minReplicas', 1);
  if (isEmpty(spec.metrics ?? [])) {
    spec.metrics = [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: { type: 'Utilization', averageUtilization: 80 },
        },
      },
    ];
  }
  const behavior = mapAt(spec, 'behavior');
  if (!behavior) return;
  const scaleUp = ensureMap(behavior, 'scaleUp');
  setDefault(scaleUp, 'stabilizationWindowSeconds', 0);
  setDefault(scaleUp, 'selectPolicy', 'Max');
  setDefault(scaleUp, 'policies', [PODS_POLICY, PERCENT_POLICY]);
  const scaleDown = ensureMap(behavior, 'scaleDown');
  setDefault(scaleDown, 'selectPolicy', 'Max');
  setDefault(scaleDown, 'policies', [PERCENT_POLICY]);
}

/** The first version of the API knows one metric only. */
export function defaultHorizontalPodAutoscalerV1(autoscaler: JsonMap): void {
  setDefault(ensureMap(autoscaler, 'spec'), 'minReplicas', 1);
}
