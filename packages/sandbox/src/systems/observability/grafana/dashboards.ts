/** A dashboard as far as search, its page and a link with variables need it. */
export type Dashboard = {
  uid: string;
  title: string;
  tags: string[];
  /** Names of the variables that a link may fill with `var-<name>=`. */
  variables: string[];
  panels: Array<{ title: string; kind: 'metrics' | 'logs'; query: string }>;
};

const selector = 'cluster="$cluster",namespace="$namespace"';

/** The platform's own set, and two of teams, found by the tag of their service. */
export const dashboards: Dashboard[] = [
  {
    uid: 'workload',
    title: 'Kubernetes workload',
    tags: ['platform', 'kubernetes'],
    variables: ['cluster', 'namespace', 'workload'],
    panels: [
      {
        title: 'Replicas that are available',
        kind: 'metrics',
        query: `kube_deployment_status_replicas_available{${selector},deployment="$workload"}`,
      },
      {
        title: 'Restarts',
        kind: 'metrics',
        query: `sum by (pod) (kube_pod_container_status_restarts_total{${selector}})`,
      },
      {
        title: 'Requests per second',
        kind: 'metrics',
        query: `sum by (pod) (rate(http_requests_total{${selector}}[5m]))`,
      },
    ],
  },
  {
    uid: 'workload-logs',
    title: 'Logs of a workload',
    tags: ['platform', 'logs'],
    variables: ['cluster', 'namespace', 'workload'],
    panels: [
      {
        title: 'Lines',
        kind: 'logs',
        query: `{${selector},service_name="$workload"}`,
      },
    ],
  },
  {
    uid: 'quotes',
    title: 'Quotes: prices and how long they took',
    tags: ['quote-api', 'booking'],
    variables: ['cluster', 'namespace'],
    panels: [
      {
        title: 'Quotes per second',
        kind: 'metrics',
        query: `sum(rate(http_requests_total{${selector}}[5m]))`,
      },
    ],
  },
  {
    uid: 'positions',
    title: 'Positions: how many, how late',
    tags: ['position-ingest', 'tracking-api', 'tracking'],
    variables: ['cluster', 'namespace'],
    panels: [
      {
        title: 'Positions per second',
        kind: 'metrics',
        query: `sum(rate(http_requests_total{${selector}}[5m]))`,
      },
    ],
  },
];
