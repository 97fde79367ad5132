import { IgnoreDifference } from '../objects/Application';
import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { ignoredPointers, withoutPointers } from './ignoreDifferences';
import { equalsWithoutEmpties } from './json';
import {
  lastAppliedAnnotation,
  normalizeDesired,
  normalizeLive,
} from './normalize';
import { lastServerSideApplied } from './ownedFields';
import { alignQuantities } from './quantities';
import { threeWayMerge } from './threeWayMerge';

export type ResourceDiff = {
  /** The live object differs from what applying the manifest would make of it. */
  modified: boolean;
  normalizedLive: KubernetesObject;
  predictedLive: KubernetesObject;
};

/** What was applied last, as the object itself tells. */
export function lastAppliedOf(
  live: KubernetesObject,
): KubernetesObject | undefined {
  const text = annotationOf(live, lastAppliedAnnotation);
  const applied = text ? parseObject(text) : lastServerSideApplied(live);
  return applied && normalizeDesired(applied);
}

/** Compares one live object with its manifest. */
export function diffResource(options: {
  desired: KubernetesObject;
  live: KubernetesObject;
  ignoreDifferences?: readonly IgnoreDifference[];
}): ResourceDiff {
  const pointers = ignoredPointers(options.desired, options.ignoreDifferences);
  const live = withoutPointers(normalizeLive(options.live), pointers);
  const desired = withoutPointers(
    alignQuantities(normalizeDesired(options.desired), live),
    pointers,
  );
  const lastApplied = lastAppliedOf(options.live);
  const predictedLive = threeWayMerge({
    desired,
    live,
    lastApplied: lastApplied && withoutPointers(lastApplied, pointers),
  });
  return {
    modified: !equalsWithoutEmpties(live, predictedLive),
    normalizedLive: live,
    predictedLive,
  };
}

/** The annotation is open to everyone: what is no object is as if it were not there. */
function parseObject(text: string): KubernetesObject | undefined {
  try {
    const value = JSON.parse(text);
    return value?.metadata ? value : undefined;
  } catch {
    return undefined;
  }
}
