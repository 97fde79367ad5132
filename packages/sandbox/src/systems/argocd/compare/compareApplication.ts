import { assessHealth } from '../health/assessHealth';
import {
  HealthStatusCode,
  IgnoreDifference,
  ResourceStatus,
  SyncStatusCode,
} from '../objects/Application';
import { AppProject } from '../objects/AppProject';
import {
  keyOf,
  keyText,
  KubernetesObject,
  ResourceKey,
  versionOf,
} from '../../../kubernetes-client/KubernetesObject';
import { isSelfTracked } from '../objects/trackingId';
import { isKindPermitted } from '../project/projectRules';
import { isHook, isSkipped, syncWaveOf } from '../sync/hooks';
import {
  hasCompareOption,
  requiresDeletionConfirmation,
} from '../sync/syncOptions';
import { diffResource, ResourceDiff } from './diffResource';

/** One object of an Application: what Git wants, what the cluster has, or both. */
export type ManagedResource = {
  key: ResourceKey;
  version: string;
  hook: boolean;
  target?: KubernetesObject;
  live?: KubernetesObject;
  diff?: ResourceDiff;
};

export type Comparison = {
  status: SyncStatusCode;
  health: HealthStatusCode;
  resources: ResourceStatus[];
  managed: ManagedResource[];
  /** Manifests that are applied only while a sync runs. */
  hooks: KubernetesObject[];
};

/** Compares what Git wants with what the cluster has. */
export function compareApplication(options: {
  /** From Git, with namespaces and tracking marks; `undefined` when they could not be read. */
  targets: readonly KubernetesObject[] | undefined;
  /** By `keyText`: what is marked as this Application's, and what has the key of a target. */
  live: ReadonlyMap<string, KubernetesObject>;
  project: AppProject;
  isNamespaced: (group: string, kind: string) => boolean;
  ignoreDifferences?: readonly IgnoreDifference[];
  syncOptions?: readonly string[];
  diff?: typeof diffResource;
}): Comparison {
  const { targets = [], live, syncOptions = [], diff = diffResource } = options;
  const managed = pair(
    targets.filter(target => !isHook(target)),
    live,
  );
  const known = options.targets !== undefined;
  let status: SyncStatusCode = 'Synced';
  const resources: ResourceStatus[] = [];

  for (const resource of managed) {
    const { key, target, live: found } = resource;
    if (target && found) {
      resource.diff = diff({
        desired: target,
        live: found,
        ignoreDifferences: options.ignoreDifferences,
      });
    }
    const isOwn = Boolean(target) || (found && isSelfTracked(found));
    const counts =
      !resource.hook && !(target && isSkipped(target)) && Boolean(isOwn);
    const differs = !target || !found || resource.diff?.modified === true;
    const resourceStatus: ResourceStatus = {
      ...refOf(resource),
      ...(counts && { status: differs ? 'OutOfSync' : 'Synced' }),
      ...(resource.hook && { hook: true }),
      ...(!target && isOwn && { requiresPruning: true }),
      ...([target, found].some(object =>
        requiresDeletionConfirmation(object, syncOptions),
      ) && { requiresDeletionConfirmation: true }),
      ...waveOf(target),
    };
    if (
      counts &&
      differs &&
      (target || !hasCompareOption(found!, 'IgnoreExtraneous'))
    ) {
      status = 'OutOfSync';
    }
    const permitted = isKindPermitted(options.project, {
      ...key,
      namespaced: options.isNamespaced(key.group, key.kind),
    });
    if (!known || !permitted) resourceStatus.status = 'Unknown';
    resources.push(resourceStatus);
  }

  return {
    status: known ? status : 'Unknown',
    health: aggregateHealth(managed),
    resources,
    managed,
    hooks: targets.filter(isHook),
  };
}

/** Pairs targets with live objects, in the order in which Argo CD lists them. */
function pair(
  targets: readonly KubernetesObject[],
  live: ReadonlyMap<string, KubernetesObject>,
): ManagedResource[] {
  const pairs = new Map<string, ManagedResource>();
  const add = (
    object: KubernetesObject,
    part: Pick<ManagedResource, 'target' | 'live'>,
  ) => {
    const key = keyOf(object);
    const text = keyText(key);
    pairs.set(text, {
      key,
      version: versionOf(object.apiVersion),
      hook: isHook(object),
      ...pairs.get(text),
      ...part,
    });
  };
  live.forEach(object => add(object, { live: object }));
  targets.forEach(target => add(target, { target }));
  return [...pairs.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, resource]) => resource);
}

function refOf({ key, version }: ManagedResource) {
  return {
    ...(key.group && { group: key.group }),
    version,
    kind: key.kind,
    ...(key.namespace && { namespace: key.namespace }),
    name: key.name,
  };
}

function waveOf(target: KubernetesObject | undefined) {
  const wave = target ? syncWaveOf(target) : 0;
  return wave ? { syncWave: wave } : {};
}

const fromBestToWorst: HealthStatusCode[] = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
];

/**
 * The health of an Application: the worst of its live objects.
 *
 * What is missing does not count as long as something is there: the sync
 * status tells of it.
 */
export function aggregateHealth(
  managed: readonly ManagedResource[],
): HealthStatusCode {
  const own = managed.filter(
    ({ target, live }) =>
      !(target && isSkipped(target)) && !(live && isHook(live)),
  );
  const live = own.flatMap(resource => resource.live ?? []);
  if (own.length && !live.length) return 'Missing';
  return live
    .map(object => assessHealth(object)?.status ?? 'Healthy')
    .reduce<HealthStatusCode>(
      (worst, status) =>
        fromBestToWorst.indexOf(status) > fromBestToWorst.indexOf(worst)
          ? status
          : worst,
      'Healthy',
    );
}
