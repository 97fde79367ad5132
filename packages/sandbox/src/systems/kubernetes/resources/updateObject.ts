import { isDeepStrictEqual } from 'node:util';
import { trackUpdate } from '../apply';
import { ServedResource, gvkOfResource } from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { conflict, notFound } from '../status/failures';
import { storageKey } from '../storage/Collection';
import { admit } from './Admission';
import { Operation } from './Operation';
import { ObjectKey, ResourceContext, WriteOptions } from './ResourceContext';
import { toServedVersion, toStoredVersion } from './convertVersion';
import { detached, validate } from './finishObject';
import { strategyOf } from './kinds';
import { hasStatusSubresource, namespaceOf } from './metadata';
import { nextGeneration } from './nextGeneration';
import { warnOfFinalizers } from './warnOfFinalizers';

export interface UpdateOptions {
  type: ServedResource;
  key: ObjectKey;
  subresource?: string;
  write: WriteOptions;
  /** The new object, from the one that is there, both in the version of the request. */
  change(current: KubeObject): KubeObject;
  /** The change came from a server-side apply, which has already written its managedFields. */
  applied?: boolean;
  /** Write even what is not changed. */
  always?: boolean;
}

/** How often a change is worked out again when the object changed while webhooks looked at it. */
const attempts = 5;

/** PUT and PATCH of one object. Returns the object as it is then. */
export function* updateObject(
  context: ResourceContext,
  options: UpdateOptions,
): Operation<KubeObject> {
  const { type, key } = options;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const updated = yield* tryUpdate(context, options);
    if (updated) return updated;
  }
  throw conflict(type, key.name);
}

/** Returns nothing when somebody else wrote the object meanwhile. */
function* tryUpdate(
  context: ResourceContext,
  options: UpdateOptions,
): Operation<KubeObject | undefined> {
  const { type, key, write } = options;
  const stored = context.store.get(type.storage.id, key);
  if (!stored) throw notFound(type, key.name);
  const current = toServedVersion(type, stored);
  const asked = options.change(detached(current));
  checkPreconditions(type, asked, stored);

  const merged = mergeSubresource(options, current, asked);
  const defaulted = context.schemas.applyDefaults(gvkOfResource(type), {
    ...merged,
    metadata: systemMetadata(type, merged.metadata, stored.metadata),
  });
  const tracked = options.applied
    ? defaulted
    : trackUpdate({
        schemas: context.schemas,
        gvk: gvkOfResource(type),
        before: current,
        after: defaulted,
        manager: write.fieldManager,
        operation: 'Update',
        now: context.now(),
        subresource: options.subresource,
      });
  const next = yield* finish(context, options, tracked, stored);
  if (context.store.get(type.storage.id, key) !== stored) return undefined;
  if (!options.always && isDeepStrictEqual(next, stored)) return current;
  if (isDeletionComplete(type, next)) {
    if (!write.dryRun) context.store.delete(type.storage.id, stored);
    return toServedVersion(type, next);
  }
  const written = write.dryRun
    ? next
    : context.store.put(type.storage.id, next);
  return toServedVersion(type, written);
}

function* finish(
  context: ResourceContext,
  options: UpdateOptions,
  object: KubeObject,
  stored: KubeObject,
): Operation<KubeObject> {
  const { type, subresource, write } = options;
  const converted = detached(toStoredVersion(type, object));
  const request = { type, subresource, before: stored, write };
  const admitted = yield {
    operation: 'UPDATE',
    request: {
      ...request,
      object: admit(context, 'update', { ...request, object: converted }),
    },
  };
  if (!subresource) {
    strategyOf(type).prepareForUpdate?.(admitted, stored, context);
  }
  const generation = nextGeneration(type, admitted, {
    before: stored,
    subresource,
  });
  if (generation !== undefined) admitted.metadata.generation = generation;
  validate(context, type, admitted, stored);
  warnOfFinalizers(type, write, { before: stored, after: admitted });
  return detached(admitted);
}

function checkPreconditions(
  type: ServedResource,
  asked: KubeObject,
  stored: KubeObject,
): void {
  const { uid, resourceVersion } = asked.metadata;
  const { metadata } = stored;
  if (uid && uid !== metadata.uid) {
    const home = type.definition ? `${type.group}/` : '';
    const path = storageKey({
      namespace: metadata.namespace,
      name: metadata.name!,
    });
    throw conflict(
      type,
      metadata.name!,
      `StorageError: invalid object, Code: 4, Key: /registry/${home}${type.resource}/${path}, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw conflict(type, metadata.name!);
  }
}

/** A subresource changes its own part of the object, the resource itself everything but the status. */
function mergeSubresource(
  { type, subresource }: UpdateOptions,
  current: KubeObject,
  asked: KubeObject,
): KubeObject {
  const { managedFields } = asked.metadata;
  switch (subresource) {
    case 'status':
      return {
        ...current,
        // Controllers of built-in kinds write annotations together with the status.
        metadata: type.definition
          ? { ...current.metadata, managedFields }
          : { ...asked.metadata, labels: current.metadata.labels },
        status: asked.status,
      };
    case 'finalize': {
      const { finalizers } = (asked.spec ?? {}) as { finalizers?: string[] };
      return {
        ...current,
        metadata: { ...current.metadata, managedFields },
        spec: { ...(current.spec as object), finalizers },
      };
    }
    default:
      return hasStatusSubresource(type)
        ? { ...asked, status: current.status }
        : asked;
  }
}

/** What no request can change. */
function systemMetadata(
  type: ServedResource,
  asked: KubeObject['metadata'],
  stored: KubeObject['metadata'],
): KubeObject['metadata'] {
  return {
    ...asked,
    ...namespaceOf(type, asked, stored.namespace),
    uid: stored.uid,
    creationTimestamp: stored.creationTimestamp,
    generation: stored.generation,
    resourceVersion: stored.resourceVersion,
    deletionTimestamp: stored.deletionTimestamp,
    deletionGracePeriodSeconds: stored.deletionGracePeriodSeconds,
  };
}

/** A deleted object goes with its last finalizer, unless a grace period is still running. */
function isDeletionComplete(type: ServedResource, object: KubeObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } =
    object.metadata;
  return (
    deletionTimestamp !== undefined &&
    !finalizers?.length &&
    !deletionGracePeriodSeconds &&
    !strategyOf(type).holdsDeletion?.(object)
  );
}
