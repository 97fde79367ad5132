import { ServedResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { Status, toSuccess } from '../status/StatusError';
import { conflict, notFound } from '../status/failures';
import { admitDelete } from './Admission';
import {
  ObjectKey,
  ResourceContext,
  WriteOptions,
  formatTime,
} from './ResourceContext';
import { toServedVersion } from './convertVersion';
import { detached } from './finishObject';
import { strategyOf } from './kinds';

/** The body of a DELETE. */
export interface DeletePreferences {
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** The old way to say Orphan. */
  orphanDependents?: boolean;
  gracePeriodSeconds?: number;
  preconditions?: { uid?: string; resourceVersion?: string };
}

const orphanFinalizer = 'orphan';
const foregroundFinalizer = 'foregroundDeletion';

export interface DeleteObjectOptions {
  type: ServedResource;
  key: ObjectKey;
  preferences: DeletePreferences;
  write: WriteOptions;
}

/**
 * DELETE of one object. Returns a Status when the object is gone, and the
 * object itself while a finalizer or a grace period holds it.
 */
export function deleteObject(
  context: ResourceContext,
  options: DeleteObjectOptions,
): KubeObject | Status {
  const { type, key, preferences, write } = options;
  const stored = context.store.get(type.storage.id, key);
  if (!stored) throw notFound(type, key.name);
  checkPreconditions(type, stored, preferences);
  admitDelete(context, { type, object: stored, write });

  const marked = markDeleted(context, options, stored);
  if (marked === stored) return toServedVersion(type, stored);
  if (isHeld(type, marked)) {
    const written = write.dryRun
      ? marked
      : context.store.put(type.storage.id, marked);
    return toServedVersion(type, written);
  }
  if (!write.dryRun) remove(context, type, stored, marked);
  if (strategyOf(type).answersDeleted) return toServedVersion(type, marked);
  return toSuccess({
    name: key.name,
    ...(type.group && { group: type.group }),
    kind: type.resource,
    uid: stored.metadata.uid,
  });
}

/** Kinds with a grace period are marked before they go, however short it is. */
function remove(
  { store }: ResourceContext,
  type: ServedResource,
  stored: KubeObject,
  marked: KubeObject,
): void {
  const last = strategyOf(type).gracePeriodSeconds
    ? store.put(type.storage.id, marked)
    : stored;
  store.delete(type.storage.id, last);
}

/** The object with the marks of its deletion; the very same when it already has them. */
function markDeleted(
  context: ResourceContext,
  options: DeleteObjectOptions,
  stored: KubeObject,
): KubeObject {
  const { type, preferences } = options;
  const strategy = strategyOf(type);
  const object = detached(stored);
  const { metadata } = object;
  if (metadata.deletionTimestamp) {
    return shortenGrace(context, preferences, stored);
  }
  if (strategy.markDeleted) {
    strategy.markDeleted(object, formatTime(context.now()));
    return object;
  }
  const seconds =
    strategy.gracePeriodSeconds?.(object, preferences.gracePeriodSeconds) ?? 0;
  const end = new Date(context.now().getTime() + seconds * 1000);
  metadata.deletionTimestamp = formatTime(end);
  metadata.deletionGracePeriodSeconds = seconds;
  if (metadata.generation !== undefined) metadata.generation += 1;
  metadata.finalizers = withPropagation(metadata.finalizers, preferences);
  if (!metadata.finalizers.length) delete metadata.finalizers;
  return object;
}

/** A deletion under way can be hurried, and nothing else. */
function shortenGrace(
  context: ResourceContext,
  preferences: DeletePreferences,
  stored: KubeObject,
): KubeObject {
  const seconds = preferences.gracePeriodSeconds;
  const running = stored.metadata.deletionGracePeriodSeconds;
  if (!running || seconds === undefined || seconds >= running) return stored;
  const end = new Date(context.now().getTime() + seconds * 1000);
  return {
    ...stored,
    metadata: {
      ...stored.metadata,
      deletionTimestamp: formatTime(end),
      deletionGracePeriodSeconds: seconds,
    },
  };
}

/** What becomes of the dependents is written down as a finalizer that the garbage collector removes. */
function withPropagation(
  finalizers: readonly string[] = [],
  { propagationPolicy, orphanDependents }: DeletePreferences,
): string[] {
  const others = finalizers.filter(
    finalizer =>
      finalizer !== orphanFinalizer && finalizer !== foregroundFinalizer,
  );
  const policy = orphanDependents ? 'Orphan' : propagationPolicy;
  switch (policy) {
    case 'Orphan':
      return [...others, orphanFinalizer];
    case 'Foreground':
      return [...others, foregroundFinalizer];
    case 'Background':
      return others;
    default:
      return [...finalizers];
  }
}

function isHeld(type: ServedResource, object: KubeObject): boolean {
  const { finalizers, deletionGracePeriodSeconds } = object.metadata;
  return Boolean(
    finalizers?.length ||
      deletionGracePeriodSeconds ||
      strategyOf(type).holdsDeletion?.(object),
  );
}

function checkPreconditions(
  type: ServedResource,
  stored: KubeObject,
  { preconditions }: DeletePreferences,
): void {
  const { name, uid, resourceVersion } = stored.metadata;
  // The API server names the kind here, not the resource.
  const kind = { group: type.group, resource: type.kind };
  if (preconditions?.uid && preconditions.uid !== uid) {
    throw conflict(
      kind,
      name!,
      `the UID in the precondition (${preconditions.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (
    preconditions?.resourceVersion &&
    preconditions.resourceVersion !== resourceVersion
  ) {
    throw conflict(
      kind,
      name!,
      `the ResourceVersion in the precondition (${preconditions.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}
