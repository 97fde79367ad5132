import {
  annotationOf,
  groupOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { podInfo } from './podInfo';
import { InfoItem, NetworkingInfo } from './ResourceNode';

const revisionAnnotations = [
  'deployment.kubernetes.io/revision',
  'rollout.argoproj.io/revision',
];

/** The lines under a node of the tree. */
export function nodeInfo(object: KubernetesObject): InfoItem[] {
  const revision = revisionAnnotations
    .map(name => annotationOf(object, name))
    .find(value => value);
  return [
    ...(revision ? [{ name: 'Revision', value: `Rev:${revision}` }] : []),
    ...(isKind(object, '', 'Pod') ? podInfo(object) : []),
  ];
}

/** How a node is reached, or whom it reaches; `undefined` for kinds without a network. */
export function networkingInfo(
  object: KubernetesObject,
): NetworkingInfo | undefined {
  if (isKind(object, '', 'Pod')) return { labels: object.metadata.labels };
  if (isKind(object, '', 'Service')) {
    const ingress =
      object.spec?.type === 'LoadBalancer' ? ingressOf(object) : [];
    return {
      targetLabels: object.spec?.selector,
      ...(ingress.length && { ingress }),
    };
  }
  if (isKind(object, 'networking.k8s.io', 'Ingress')) {
    return ingressInfo(object);
  }
  return undefined;
}

function isKind(object: KubernetesObject, group: string, kind: string) {
  return object.kind === kind && groupOf(object.apiVersion) === group;
}

function ingressOf(
  object: KubernetesObject,
): Array<{ ip?: string; hostname?: string }> {
  const entries: Array<{ ip?: string; hostname?: string }> =
    object.status?.loadBalancer?.ingress ?? [];
  return entries.map(({ ip, hostname }) => (hostname ? { hostname } : { ip }));
}

type IngressRule = {
  host?: string;
  http?: {
    paths?: Array<{ path?: string; backend?: { service?: { name: string } } }>;
  };
};

function ingressInfo(ingress: KubernetesObject): NetworkingInfo {
  const rules: IngressRule[] = ingress.spec?.rules ?? [];
  const addresses = ingressOf(ingress);
  const services = new Set<string>();
  const urls = new Set<string>();
  for (const { host: named, http } of rules) {
    const host = named || addresses[0]?.hostname || addresses[0]?.ip;
    for (const { path = '', backend } of http?.paths ?? []) {
      if (backend?.service) services.add(backend.service.name);
      if (host) {
        const scheme = ingress.spec?.tls?.length ? 'https' : 'http';
        urls.add(`${scheme}://${host}${path.replace(/\*$/, '')}`);
      }
    }
  }
  return {
    targetRefs: [...services].map(name => ({
      kind: 'Service',
      namespace: ingress.metadata.namespace,
      name,
    })),
    ...(addresses.length && { ingress: addresses }),
    ...(urls.size && { externalURLs: [...urls] }),
  };
}
