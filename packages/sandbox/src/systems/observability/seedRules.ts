import type { GrafanaRule } from './grafana/alerting/GrafanaRules';

/** What Prometheus watches for in every namespace of the company. */
export const prometheusRules = `
groups:
  - name: workloads
    interval: 15s
    rules:
      - alert: ContainerCrashLooping
        expr: max by (cluster, namespace, pod, container) (max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[1m])) == 1
        for: 15s
        labels: {severity: critical}
        annotations:
          summary: "{{ $labels.container }} in {{ $labels.pod }} starts and fails again"
          description: "Kubernetes waits longer each time before it starts the container again. Its last lines say why it ends."
          runbook_url: https://runbooks.meridian.example/container-crash-looping
      - alert: NoReplicaAvailable
        expr: kube_deployment_status_replicas_available == 0 and kube_deployment_spec_replicas > 0
        for: 10m
        labels: {severity: critical}
        annotations:
          summary: "No pod of {{ $labels.deployment }} is available"
          runbook_url: https://runbooks.meridian.example/no-replica-available
`;

const dayMs = 24 * 60 * 60 * 1000;

/** What Grafana itself watches: one team's own forecast, which is pending for a week before it fires. */
export const grafanaRules: GrafanaRule[] = [
  {
    uid: 'positions-over-forecast',
    title: 'More positions than forecast',
    folder: 'Tracking',
    folderUid: 'tracking',
    expr: 'sum by (cluster, namespace, service) (rate(http_requests_total{namespace="position-ingest-prod"}[5m])) > 0.1',
    forMs: 7 * dayMs,
    labels: { severity: 'warning', team: 'tracking' },
    annotations: {
      summary: 'More positions arrive than the forecast of this quarter says',
      runbook_url: 'https://runbooks.meridian.example/positions-over-forecast',
    },
  },
];
