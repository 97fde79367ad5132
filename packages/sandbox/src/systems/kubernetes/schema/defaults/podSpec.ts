import { JsonMap } from '../json';
import { ensureMap, mapAt, mapsAt, setDefault } from './fields';

/** Fields of a volume that say what kind of volume it is are all but these. */
const VOLUME_NAME = 'name';
const DEFAULT_FILE_MODE = 0o644;

export function defaultPodSpec(spec: JsonMap): void {
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'schedulerName', 'default-scheduler');
  // The deprecated field mirrors the one that replaced it, both ways.
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account !== undefined) {
    spec.serviceAccountName = account;
    spec.serviceAccount = account;
  }
  mapsAt(spec, 'volumes').forEach(defaultVolume);
  for (const list of ['containers', 'initContainers', 'ephemeralContainers']) {
    mapsAt(spec, list).forEach(defaultContainer);
  }
}

/** What is defaulted in a Pod but not in the template of one. */
export function defaultPod(pod: JsonMap): void {
  const spec = ensureMap(pod, 'spec');
  defaultPodSpec(spec);
  const containers = [
    ...mapsAt(spec, 'containers'),
    ...mapsAt(spec, 'initContainers'),
  ];
  for (const container of containers) {
    const resources = mapAt(container, 'resources');
    const limits = mapAt(resources, 'limits');
    if (resources && limits) {
      resources.requests = { ...limits, ...mapAt(resources, 'requests') };
    }
    if (spec.hostNetwork) {
      for (const port of mapsAt(container, 'ports')) {
        setDefault(port, 'hostPort', port.containerPort);
      }
    }
  }
  setDefault(spec, 'enableServiceLinks', true);
}

function defaultContainer(container: JsonMap): void {
  setDefault(
    container,
    'imagePullPolicy',
    isLatest(String(container.image ?? '')) ? 'Always' : 'IfNotPresent',
  );
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  for (const key of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    const probe = mapAt(container, key);
    if (probe) defaultProbe(probe);
  }
  const lifecycle = mapAt(container, 'lifecycle');
  for (const key of ['postStart', 'preStop']) {
    const hook = mapAt(lifecycle, key);
    if (hook) defaultHttpGet(hook);
  }
  for (const variable of mapsAt(container, 'env')) {
    defaultFieldReference(mapAt(variable, 'valueFrom'));
  }
}

/** Whether a reference names the tag `latest`, in words or by naming no tag and no digest. */
export function isLatest(image: string): boolean {
  if (image.includes('@')) return false;
  const tag = /:([^:/]+)$/.exec(image)?.[1];
  return tag === undefined || tag === 'latest';
}

function defaultProbe(probe: JsonMap): void {
  setDefault(probe, 'timeoutSeconds', 1);
  setDefault(probe, 'periodSeconds', 10);
  setDefault(probe, 'successThreshold', 1);
  setDefault(probe, 'failureThreshold', 3);
  defaultHttpGet(probe);
  const grpc = mapAt(probe, 'grpc');
  if (grpc && grpc.service === undefined) grpc.service = '';
}

function defaultHttpGet(owner: JsonMap): void {
  const httpGet = mapAt(owner, 'httpGet');
  if (!httpGet) return;
  setDefault(httpGet, 'path', '/');
  setDefault(httpGet, 'scheme', 'HTTP');
}

function defaultFieldReference(source: JsonMap | undefined): void {
  const reference = mapAt(source, 'fieldRef');
  if (reference) setDefault(reference, 'apiVersion', 'v1');
}

function defaultVolume(volume: JsonMap): void {
  if (Object.keys(volume).every(key => key === VOLUME_NAME)) {
    volume.emptyDir = {};
  }
  for (const source of ['secret', 'configMap', 'downwardAPI', 'projected']) {
    const present = mapAt(volume, source);
    if (present) setDefault(present, 'defaultMode', DEFAULT_FILE_MODE);
  }
  const hostPath = mapAt(volume, 'hostPath');
  if (hostPath && hostPath.type === undefined) hostPath.type = '';
  for (const item of mapsAt(mapAt(volume, 'downwardAPI'), 'items')) {
    defaultFieldReference(item);
  }
  for (const source of mapsAt(mapAt(volume, 'projected'), 'sources')) {
    const token = mapAt(source, 'serviceAccountToken');
    if (token) setDefault(token, 'expirationSeconds', 3600);
    for (const item of mapsAt(mapAt(source, 'downwardAPI'), 'items')) {
      defaultFieldReference(item);
    }
  }
  const image = mapAt(volume, 'image');
  if (image) {
    const policy = isLatest(String(image.reference ?? ''))
      ? 'Always'
      : 'IfNotPresent';
    setDefault(image, 'pullPolicy', policy);
  }
  const claim = mapAt(
    mapAt(mapAt(volume, 'ephemeral'), 'volumeClaimTemplate'),
    'spec',
  );
  if (claim) setDefault(claim, 'volumeMode', 'Filesystem');
}
