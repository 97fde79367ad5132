import { Gvk, KubeObject, Schemas } from '../schema';
import { equalJson } from '../schema/json';
import { apiVersionOf, ManagedFieldsEntry } from '../schema/types';
import { capManagers } from './capManagers';
import { FieldSet } from './FieldSet';
import {
  Manager,
  managerId,
  Managers,
  Operation,
  readManagers,
  sameButForTimes,
  writeManagers,
} from './Managers';
import { formatTime } from './times';
import {
  resetFields,
  withoutIdentity,
  withoutManagedFields,
} from './untracked';
import { updateManagers } from './updateManagers';

export interface TrackOptions {
  schemas: Schemas;
  gvk: Gvk;
  /** Absent when the object is created. */
  before?: KubeObject;
  after: KubeObject;
  manager: string;
  operation: Operation;
  now: Date;
  subresource?: string;
}

/** The object after a create, update or patch, with `managedFields` that say who changed what. */
export function trackUpdate(options: TrackOptions): KubeObject {
  const { schemas, gvk, before, subresource } = options;
  const type = schemas.typeOf(gvk);
  if (!type) return options.after;
  const after = withoutManagedFields(options.after);
  const manager: Manager = {
    name: options.manager,
    operation: options.operation,
    apiVersion: apiVersionOf(gvk),
    subresource,
  };
  const self = managerId(manager);
  const reset = resetFields({
    subresource,
    hasStatusSubresource: schemas.hasStatusSubresource(gvk),
  });
  const known = knownManagers(options);
  // The change is made by nobody at first, so that the manager's own older fields count as well.
  const { managers, comparison } = updateManagers({
    type,
    before: before ? withoutManagedFields(before) : schemas.emptyObject(gvk),
    after,
    managers: known,
    self: '',
    apiVersion: manager.apiVersion,
    reset,
  });
  const taken = withoutIdentity(comparison.modified.union(comparison.added));
  if (!taken.isEmpty) {
    const own = managers.get(self)?.fields ?? FieldSet.empty;
    managers.set(self, {
      manager,
      fields: own.union(taken),
      time: formatTime(options.now),
    });
  }
  const managedFields = writeManagers(capManagers(managers));
  const isSame =
    before !== undefined &&
    equalJson(withoutManagedFields(before), after) &&
    sameButForTimes(before.metadata.managedFields, managedFields);
  return withManagedFields(
    after,
    isSame ? before.metadata.managedFields : managedFields,
  );
}

function withManagedFields(
  object: KubeObject,
  entries: ManagedFieldsEntry[] | undefined,
): KubeObject {
  return entries?.length
    ? { ...object, metadata: { ...object.metadata, managedFields: entries } }
    : object;
}

/**
 * The owners before the change. A request may write managedFields itself, as
 * kubectl does when it moves from client-side to server-side apply; one that
 * says nothing of them keeps them, and one empty entry resets them.
 */
function knownManagers({ before, after, subresource }: TrackOptions): Managers {
  const entries = after.metadata.managedFields;
  if (subresource === undefined && entries?.length) {
    const isReset = entries.length === 1 && equalJson(entries[0], {});
    return isReset ? new Map() : readManagers(entries);
  }
  return readManagers(before?.metadata.managedFields);
}
