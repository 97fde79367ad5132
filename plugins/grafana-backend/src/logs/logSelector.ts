import { GrafanaConfig } from '../config';
import { ResolvedEnvironment } from '../environments/resolveEnvironments';

/** The LogQL selector of a component in one environment, or of one of its pods. */
export function logSelector(
  environment: ResolvedEnvironment,
  labels: GrafanaConfig['logs']['labels'],
  pod?: string,
): string {
  const matchers: Array<[string, string]> = [
    [labels.cluster, environment.cluster],
    [labels.namespace, environment.namespace],
    [labels.workload, environment.workload],
  ];
  if (pod) matchers.push([labels.pod, pod]);
  return `{${matchers
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(', ')}}`;
}
