import { JsonMap } from '../json';
import { ensureMap, mapAt, mapsAt, setDefault } from './fields';

const CLIENT_IP_AFFINITY_SECONDS = 3 * 60 * 60;

export function defaultNamespace(namespace: JsonMap): void {
  const metadata = ensureMap(namespace, 'metadata');
  if (metadata.name) {
    ensureMap(metadata, 'labels')['kubernetes.io/metadata.name'] =
      metadata.name;
  }
  setDefault(ensureMap(namespace, 'status'), 'phase', 'Active');
}

export function defaultService(service: JsonMap): void {
  const spec = ensureMap(service, 'spec');
  setDefault(spec, 'sessionAffinity', 'None');
  if (spec.sessionAffinity === 'None') delete spec.sessionAffinityConfig;
  if (spec.sessionAffinity === 'ClientIP') {
    const clientIp = ensureMap(
      ensureMap(spec, 'sessionAffinityConfig'),
      'clientIP',
    );
    setDefault(clientIp, 'timeoutSeconds', CLIENT_IP_AFFINITY_SECONDS);
  }
  setDefault(spec, 'type', 'ClusterIP');
  for (const port of mapsAt(spec, 'ports')) {
    if (port.targetPort === 0) delete port.targetPort;
    setDefault(port, 'targetPort', port.port);
  }
  const isReachableFromOutside =
    spec.type === 'NodePort' ||
    spec.type === 'LoadBalancer' ||
    (spec.type === 'ClusterIP' && spec.externalIPs !== undefined);
  if (isReachableFromOutside) {
    setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  }
  if (spec.type !== 'ExternalName') {
    setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  }
  if (spec.type === 'LoadBalancer') {
    setDefault(spec, 'allocateLoadBalancerNodePorts', true);
  }
}

export function defaultSecret(secret: JsonMap): void {
  setDefault(secret, 'type', 'Opaque');
  const text = mapAt(secret, 'stringData');
  if (text) {
    const data = ensureMap(secret, 'data');
    for (const [key, value] of Object.entries(text)) {
      data[key] = Buffer.from(String(value), 'utf8').toString('base64');
    }
    delete secret.stringData;
  }
}

export function defaultPersistentVolume(volume: JsonMap): void {
  const spec = ensureMap(volume, 'spec');
  setDefault(ensureMap(volume, 'status'), 'phase', 'Pending');
  setDefault(spec, 'persistentVolumeReclaimPolicy', 'Retain');
  setDefault(spec, 'volumeMode', 'Filesystem');
}

export function defaultPersistentVolumeClaim(claim: JsonMap): void {
  setDefault(ensureMap(claim, 'spec'), 'volumeMode', 'Filesystem');
  setDefault(ensureMap(claim, 'status'), 'phase', 'Pending');
}

export function defaultEndpoints(endpoints: JsonMap): void {
  for (const subset of mapsAt(endpoints, 'subsets')) {
    for (const port of mapsAt(subset, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
    }
  }
}

export function defaultNode(node: JsonMap): void {
  const status = ensureMap(node, 'status');
  if (status.capacity) setDefault(status, 'allocatable', status.capacity);
}

export function defaultLimitRange(limitRange: JsonMap): void {
  for (const item of mapsAt(mapAt(limitRange, 'spec'), 'limits')) {
    if (item.type === 'Container') {
      const limits = { ...mapAt(item, 'max'), ...mapAt(item, 'default') };
      const requests = {
        ...mapAt(item, 'min'),
        ...limits,
        ...mapAt(item, 'defaultRequest'),
      };
      if (Object.keys(limits).length > 0) item.default = limits;
      if (Object.keys(requests).length > 0) item.defaultRequest = requests;
    }
  }
}
