import { compare, Operation } from 'fast-json-patch';
import type { Container, Pod } from './Pod';
import { proxy, validation, volumes } from './sidecar';

const statusKey = 'sidecar.istio.io/status';
const injectKey = 'sidecar.istio.io/inject';
const agentPort = 15020;

/** How the proxy's agent names what it asks the application instead of the kubelet. */
const probes = {
  livenessProbe: 'livez',
  readinessProbe: 'readyz',
  startupProbe: 'startupz',
} as const;

/** Why a Pod of an injected namespace gets no sidecar; undefined when it gets one. */
export function obstacleOf({ metadata, spec }: Pod): string | undefined {
  const { labels = {}, annotations = {} } = metadata;
  if (spec.hostNetwork) return 'it is on the network of its node';
  if ((labels[injectKey] ?? annotations[injectKey]) === 'false') {
    return 'it asks for none';
  }
  return annotations[statusKey] ? 'it has one' : undefined;
}

/** The patch that gives a Pod its sidecar; empty when it gets none. */
export function injectionPatch(pod: Pod): Operation[] {
  return obstacleOf(pod) === undefined ? compare(pod, inject(pod)) : [];
}

function inject(pod: Pod): Pod {
  const { metadata, spec } = pod;
  const { labels = {}, annotations = {} } = metadata;
  const probers: Record<string, unknown> = {};
  const containers = spec.containers.map(container =>
    withRewrittenProbes(container, probers),
  );
  const added = [validation, proxy(probers)];
  const name = labels['app.kubernetes.io/name'] ?? labels.app ?? '';
  const version = labels['app.kubernetes.io/version'] ?? labels.version;
  return {
    ...pod,
    metadata: {
      ...metadata,
      labels: {
        ...labels,
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name': name,
        'service.istio.io/canonical-revision': version ?? 'latest',
      },
      annotations: {
        'kubectl.kubernetes.io/default-container': containers[0].name,
        'kubectl.kubernetes.io/default-logs-container': containers[0].name,
        'prometheus.io/path': '/stats/prometheus',
        'prometheus.io/port': String(agentPort),
        'prometheus.io/scrape': 'true',
        ...annotations,
        'istio.io/rev': 'default',
        [statusKey]: JSON.stringify({
          initContainers: added.map(each => each.name),
          containers: null,
          volumes: volumes.map(each => each.name),
          imagePullSecrets: null,
          revision: 'default',
        }),
      },
    },
    spec: {
      ...spec,
      containers,
      // The proxy first: whatever starts after it has a network.
      initContainers: [...added, ...(spec.initContainers ?? [])],
      volumes: [...volumes, ...(spec.volumes ?? [])],
    },
  };
}

/** With mutual TLS a kubelet can not ask the application; the proxy's agent does it in its place. */
function withRewrittenProbes(
  container: Container,
  probers: Record<string, unknown>,
): Container {
  const rewritten = { ...container };
  for (const [field, name] of Object.entries(probes)) {
    const probe = container[field as keyof typeof probes];
    if (!probe?.httpGet) continue;
    const path = `/app-health/${container.name}/${name}`;
    probers[path] = {
      httpGet: probe.httpGet,
      ...(probe.timeoutSeconds !== undefined && {
        timeoutSeconds: probe.timeoutSeconds,
      }),
    };
    rewritten[field as keyof typeof probes] = {
      ...probe,
      httpGet: { path, port: agentPort, scheme: 'HTTP' },
    };
  }
  return rewritten;
}
