import { EnvironmentAlert } from '@portolan/plugin-grafana-common';
import { FoundAlert } from '../clients/grafana/schema';
import { GrafanaConfig } from '../config';
import { ResolvedEnvironment } from '../environments/resolveEnvironments';

/** The alerts that concern a component in one environment: firing first, the oldest of each first. */
export function toEnvironmentAlerts(
  alerts: FoundAlert[],
  environment: ResolvedEnvironment,
  labels: GrafanaConfig['alertLabels'],
): EnvironmentAlert[] {
  return alerts
    .filter(alert => concerns(alert, environment, labels))
    .flatMap(toAlert)
    .sort(
      (one, other) =>
        rank(one) - rank(other) ||
        (one.since ?? '').localeCompare(other.since ?? '') ||
        one.name.localeCompare(other.name),
    );
}

/**
 * The namespace must be the environment's. A cluster or workload that the alert
 * does not name cannot rule it out: better one alert too many than one unseen.
 */
function concerns(
  alert: FoundAlert,
  environment: ResolvedEnvironment,
  names: GrafanaConfig['alertLabels'],
): boolean {
  const { labels } = alert;
  const agrees = (name: string | undefined, value: string) =>
    !name || labels[name] === undefined || labels[name] === value;
  return (
    labels[names.namespace] === environment.namespace &&
    agrees(names.cluster, environment.cluster) &&
    agrees(names.workload, environment.workload)
  );
}

function toAlert({
  labels,
  annotations = {},
  state,
  activeAt,
}: FoundAlert): EnvironmentAlert[] {
  const known = toState(state);
  if (!known) return [];
  return [
    {
      name: labels.alertname ?? 'unnamed',
      state: known,
      since: toTime(activeAt),
      severity: labels.severity,
      summary: annotations.summary,
      description: annotations.description,
      runbookUrl: toWebAddress(annotations.runbook_url),
      labels,
    },
  ];
}

/** Prometheus says `firing`, Grafana `Alerting`; a rule without data or with an error alerts as well. */
function toState(state: string): EnvironmentAlert['state'] | undefined {
  const word = state.toLowerCase();
  if (word === 'pending') return 'pending';
  return /^(firing|alerting|nodata|error)\b/.test(word) ? 'firing' : undefined;
}

/** Grafana writes the year 1 for a time that never was. */
function toTime(text: string | undefined): string | undefined {
  const time = new Date(text ?? NaN);
  return time.getTime() > 0 ? time.toISOString() : undefined;
}

/** An annotation is text that somebody wrote: only http and https become links. */
function toWebAddress(text: string | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) && URL.canParse(text)
    ? text
    : undefined;
}

function rank({ state }: EnvironmentAlert): number {
  return state === 'firing' ? 0 : 1;
}
