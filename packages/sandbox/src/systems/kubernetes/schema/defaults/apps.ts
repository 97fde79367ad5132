import { JsonMap } from '../json';
import { ensureMap, mapsAt, mapAt, setDefault } from './fields';
import { defaultPodSpec } from './podSpec';

export function defaultTemplate(spec: JsonMap): void {
  const podSpec = mapAt(mapAt(spec, 'template'), 'spec');
  if (podSpec) defaultPodSpec(podSpec);
}

export function defaultDeployment(deployment: JsonMap): void {
  const spec = ensureMap(deployment, 'spec');
  defaultTemplate(spec);
  setDefault(spec, 'replicas', 1);
  const strategy = ensureMap(spec, 'strategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    const rollingUpdate = ensureMap(strategy, 'rollingUpdate');
    setDefault(rollingUpdate, 'maxUnavailable', '25%');
    setDefault(rollingUpdate, 'maxSurge', '25%');
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
}

export function defaultReplicaSet(replicaSet: JsonMap): void {
  const spec = ensureMap(replicaSet, 'spec');
  defaultTemplate(spec);
  setDefault(spec, 'replicas', 1);
}

export function defaultDaemonSet(daemonSet: JsonMap): void {
  const spec = ensureMap(daemonSet, 'spec');
  defaultTemplate(spec);
  const strategy = ensureMap(spec, 'updateStrategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy.type === 'RollingUpdate') {
    const rollingUpdate = ensureMap(strategy, 'rollingUpdate');
    setDefault(rollingUpdate, 'maxUnavailable', 1);
    setDefault(rollingUpdate, 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
}

export function defaultStatefulSet(statefulSet: JsonMap): void {
  const spec = ensureMap(statefulSet, 'spec');
  defaultTemplate(spec);
  setDefault(spec, 'podManagementPolicy', 'OrderedReady');
  const strategy = ensureMap(spec, 'updateStrategy');
  if (strategy.type === undefined) {
    strategy.type = 'RollingUpdate';
    ensureMap(strategy, 'rollingUpdate');
  }
  const rollingUpdate = mapAt(strategy, 'rollingUpdate');
  if (strategy.type === 'RollingUpdate' && rollingUpdate) {
    setDefault(rollingUpdate, 'partition', 0);
  }
  const retention = ensureMap(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefault(retention, 'whenDeleted', 'Retain');
  setDefault(retention, 'whenScaled', 'Retain');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  for (const claim of mapsAt(spec, 'volumeClaimTemplates')) {
    setDefault(claim, 'apiVersion', 'v1');
    setDefault(claim, 'kind', 'PersistentVolumeClaim');
    setDefault(ensureMap(claim, 'spec'), 'volumeMode', 'Filesystem');
    setDefault(ensureMap(claim, 'status'), 'phase', 'Pending');
  }
}
