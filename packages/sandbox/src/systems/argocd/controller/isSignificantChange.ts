import { jsonEquals } from '../compare/json';
import { normalizeLive } from '../compare/normalize';
import { assessHealth } from '../health/assessHealth';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/**
 * Whether a change of a deployed object can change its Application's status.
 *
 * Most changes are of an object's own status, without another health: an
 * Application with many objects would be compared for nothing.
 */
export function isSignificantChange(
  before: KubernetesObject | undefined,
  after: KubernetesObject | undefined,
): boolean {
  if (!before || !after) return true;
  return (
    !jsonEquals(assessHealth(before), assessHealth(after)) ||
    !jsonEquals(withoutVersion(before), withoutVersion(after))
  );
}

function withoutVersion(object: KubernetesObject): KubernetesObject {
  const { metadata, ...rest } = normalizeLive(object);
  const { resourceVersion, managedFields, generation, ...kept } = metadata;
  return { ...rest, metadata: kept } as KubernetesObject;
}
