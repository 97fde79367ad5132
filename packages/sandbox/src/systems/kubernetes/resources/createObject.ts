import { trackUpdate } from '../apply';
import {
  ServedResource,
  gvkOfResource,
  storedGvk,
} from '../discovery/ServedResource';
import { KubeObject } from '../schema/types';
import { alreadyExists, unexpected } from '../status/failures';
import { AdmissionRequest, admit } from './Admission';
import { Operation } from './Operation';
import { ResourceContext, WriteOptions } from './ResourceContext';
import { toServedVersion, toStoredVersion } from './convertVersion';
import { Untrusted, decodeObject } from './decodeObject';
import { detached, validate } from './finishObject';
import { strategyOf } from './kinds';
import { hasStatusSubresource, initialMetadata } from './metadata';
import { warnOfFinalizers } from './warnOfFinalizers';

export interface CreateOptions {
  type: ServedResource;
  namespace?: string;
  body: Untrusted;
  write: WriteOptions;
  /** The body came from a server-side apply, which has already written its managedFields. */
  applied?: boolean;
}

/** POST to a collection, and an apply of what does not exist. Returns the new object. */
export function* createObject(
  context: ResourceContext,
  options: CreateOptions,
): Operation<KubeObject> {
  const { type, write } = options;
  const decoded = decodeObject(context, type, options.body, write);
  if (decoded.metadata.resourceVersion) {
    throw unexpected(
      'resourceVersion should not be set on objects to be created',
    );
  }
  const defaulted = withDefaults(context, type, {
    ...decoded,
    metadata: initialMetadata(type, decoded.metadata, {
      namespace: options.namespace,
      now: context.now(),
    }),
  });
  const tracked = options.applied
    ? defaulted
    : trackUpdate({
        schemas: context.schemas,
        gvk: gvkOfResource(type),
        after: defaulted,
        manager: write.fieldManager,
        operation: 'Update',
        now: context.now(),
      });
  const stored = detached(toStoredVersion(type, tracked));
  setInitialStatus(type, stored);
  const admitted = yield* reviewed(context, {
    type,
    object: admit(context, 'create', { type, object: stored, write }),
    write,
  });
  strategyOf(type).prepareForCreate?.(admitted, context);
  validate(context, type, admitted);
  warnOfFinalizers(type, write, { after: admitted });

  const name = admitted.metadata.name!;
  const { namespace } = admitted.metadata;
  const existing = context.store.get(type.storage.id, { namespace, name });
  if (existing) {
    throw alreadyExists(type, name, {
      beingDeleted: Boolean(existing.metadata.deletionTimestamp),
    });
  }
  const written = write.dryRun
    ? admitted
    : context.store.put(type.storage.id, admitted);
  return toServedVersion(type, written);
}

/** What webhooks made of it, with the defaults of what they added. */
function* reviewed(
  context: ResourceContext,
  request: AdmissionRequest,
): Operation<KubeObject> {
  const object = yield { operation: 'CREATE', request };
  if (object === request.object) return object;
  return context.schemas.applyDefaults(storedGvk(request.type), object);
}

/** The status is the controllers' to write: a request's own is not looked at. */
function withDefaults(
  context: ResourceContext,
  type: ServedResource,
  object: KubeObject,
): KubeObject {
  const { status, ...rest } = object;
  const keepsStatus =
    !hasStatusSubresource(type) || strategyOf(type).initialStatus === 'given';
  const own = keepsStatus && status !== undefined ? object : rest;
  return context.schemas.applyDefaults(
    gvkOfResource(type),
    detached(own as KubeObject),
  );
}

function setInitialStatus(type: ServedResource, object: KubeObject): void {
  const { initialStatus } = strategyOf(type);
  if (typeof initialStatus === 'function') {
    object.status = initialStatus(object);
  }
}
