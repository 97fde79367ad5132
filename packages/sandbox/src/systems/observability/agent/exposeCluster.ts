import {
  Exposition,
  ScrapedSample,
} from '../prometheus/scrape/parseExposition';
import { Deployment, Pod } from './Cluster';

const metadata: Exposition['metadata'] = new Map([
  ['kube_pod_status_phase', { type: 'gauge', help: 'The phase a pod is in.' }],
  [
    'kube_pod_container_status_ready',
    { type: 'gauge', help: 'Whether a container is ready.' },
  ],
  [
    'kube_pod_container_status_restarts_total',
    { type: 'counter', help: 'How often a container was started again.' },
  ],
  [
    'kube_pod_container_status_waiting_reason',
    { type: 'gauge', help: 'Why a container waits.' },
  ],
  [
    'kube_deployment_spec_replicas',
    { type: 'gauge', help: 'How many pods a deployment asks for.' },
  ],
  [
    'kube_deployment_status_replicas_available',
    { type: 'gauge', help: 'How many pods of a deployment are available.' },
  ],
  [
    'http_requests_total',
    { type: 'counter', help: 'Requests that a container answered.' },
  ],
]);

/** As often as a container of the sandbox answers a request. */
const requestEveryMs = 7_000;

/** What kube-state-metrics and the services themselves expose of a cluster. */
export function exposeCluster(
  cluster: string,
  state: { pods: Pod[]; deployments: Deployment[] },
  now: Date,
): Exposition {
  return {
    metadata,
    samples: [
      ...state.pods.flatMap(pod => samplesOfPod(cluster, pod, now)),
      ...state.deployments.flatMap(one => samplesOfDeployment(cluster, one)),
    ],
  };
}

function samplesOfPod(cluster: string, pod: Pod, now: Date): ScrapedSample[] {
  const { namespace, name, labels } = pod.metadata;
  const place = { cluster, namespace, pod: name };
  return [
    {
      name: 'kube_pod_status_phase',
      labels: { ...place, phase: pod.status.phase },
      value: 1,
    },
    ...pod.status.containerStatuses.flatMap(status => {
      const own = { ...place, container: status.name };
      const { waiting, running } = status.state;
      const gauge = (metric: string, value: number, more = {}) => ({
        name: metric,
        labels: { ...own, ...more },
        value,
      });
      return [
        gauge('kube_pod_container_status_ready', Number(status.ready)),
        gauge('kube_pod_container_status_restarts_total', status.restartCount),
        ...(waiting?.reason
          ? [
              gauge('kube_pod_container_status_waiting_reason', 1, {
                reason: waiting.reason,
              }),
            ]
          : []),
        ...(running?.startedAt
          ? [
              gauge(
                'http_requests_total',
                Math.floor(
                  (now.getTime() - Date.parse(running.startedAt)) /
                    requestEveryMs,
                ),
                { service: labels['app.kubernetes.io/name'] ?? status.name },
              ),
            ]
          : []),
      ];
    }),
  ];
}

function samplesOfDeployment(
  cluster: string,
  { metadata: { name, namespace }, spec, status }: Deployment,
): ScrapedSample[] {
  const labels = { cluster, namespace, deployment: name };
  return [
    { name: 'kube_deployment_spec_replicas', labels, value: spec.replicas },
    {
      name: 'kube_deployment_status_replicas_available',
      labels,
      value: status.availableReplicas,
    },
  ];
}
