import { Gvk, KubeObject, Schemas } from '../schema';
import { equalJson } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { apiVersionOf } from '../schema/types';
import { ApplyError } from './ApplyError';
import { Conflict, reportConflicts } from './conflicts';
import { findUndeclaredField } from './undeclaredFields';
import { FieldSet } from './FieldSet';
import { fieldSetOf } from './fieldSetOf';
import { fieldsOfLastApplied, KUBECTL, withLastApplied } from './lastApplied';
import {
  Manager,
  managerId,
  Ownership,
  readManagers,
  sameButForTimes,
  writeManagers,
} from './Managers';
import { mergeTyped } from './mergeTyped';
import { pruneLeftOut } from './prune';
import { formatTime } from './times';
import {
  resetFields,
  withoutIdentity,
  withoutManagedFields,
} from './untracked';
import { updateManagers } from './updateManagers';

export interface ApplyOptions {
  schemas: Schemas;
  gvk: Gvk;
  /** Absent when the apply creates the object. */
  live?: KubeObject;
  /** The configuration, as it was sent. */
  applied: KubeObject;
  manager: string;
  /** Take fields that others own. */
  force: boolean;
  now: Date;
  subresource?: string;
}

export type ApplyResult =
  | { result: 'applied'; object: KubeObject }
  | { result: 'conflict'; conflicts: Conflict[]; message: string };

/** Server-side apply: lays a configuration over the live object and keeps account of who owns what. */
export function applyConfiguration(options: ApplyOptions): ApplyResult {
  const { schemas, gvk, applied, live } = options;
  const type = schemas.typeOf(gvk);
  if (!type) throw new ApplyError(`no corresponding type for ${gvk.kind}`);
  const undeclared = findUndeclaredField(type, applied);
  if (undeclared) {
    const { namespace = '', name = '' } = applied.metadata;
    throw new ApplyError(
      `failed to create typed patch object (${namespace}/${name}; ${applied.apiVersion}, Kind=${applied.kind}): ${undeclared}: field not declared in schema`,
    );
  }
  const result = applyTyped(options, type, options.force);
  if (result.result === 'applied' || options.manager !== KUBECTL || !live) {
    return result;
  }
  // What a client-side apply left behind is kubectl's own: no conflict.
  const allowed = fieldsOfLastApplied(type, withoutManagedFields(live));
  return result.found.every(({ fields }) => fields.difference(allowed).isEmpty)
    ? applyTyped(options, type, true)
    : toConflict(
        result.found.map(({ ownership, fields }) => ({
          ownership,
          fields: fields.difference(allowed),
        })),
      );
}

type Found = { ownership: Ownership; fields: FieldSet }[];

function toConflict(found: Found): ApplyResult & { found: Found } {
  const report = reportConflicts(found.filter(one => !one.fields.isEmpty));
  return { result: 'conflict', ...report, found };
}

function applyTyped(
  options: ApplyOptions,
  type: SchemaType,
  force: boolean,
):
  | { result: 'applied'; object: KubeObject }
  | (ApplyResult & { result: 'conflict'; found: Found }) {
  const { schemas, gvk, applied, subresource } = options;
  const manager: Manager = {
    name: options.manager,
    operation: 'Apply',
    apiVersion: apiVersionOf(gvk),
    subresource,
  };
  const self = managerId(manager);
  const live = options.live && withoutManagedFields(options.live);
  const managers = new Map(readManagers(options.live?.metadata.managedFields));
  const before = managers.get(self);
  const reset = resetFields({
    subresource,
    hasStatusSubresource: schemas.hasStatusSubresource(gvk),
  });
  const fields = withoutIdentity(fieldSetOf(type, applied)).without(reset);
  managers.set(self, { manager, fields, time: before?.time });

  const merged = pruneLeftOut({
    type,
    merged: mergeTyped(type, live ?? {}, applied),
    last: before?.fields ?? FieldSet.empty,
    owned: [...managers.values()].reduce(
      (owned, one) => owned.union(one.fields),
      FieldSet.empty,
    ),
  }) as KubeObject;
  const update = updateManagers({
    type,
    before: live ?? {},
    after: merged,
    managers,
    self,
    apiVersion: manager.apiVersion,
    reset,
  });
  if (update.conflicts.length > 0 && !force) {
    return toConflict(update.conflicts) as ReturnType<typeof applyTyped>;
  }
  const own = update.managers.get(self);
  const isUnchanged = live !== undefined && equalJson(live, merged);
  if (own && !isUnchanged) {
    update.managers.set(self, { ...own, time: formatTime(options.now) });
  }
  const result = schemas.applyDefaults(gvk, merged);
  const annotated =
    options.manager === KUBECTL ? withLastApplied(result, applied) : result;
  return {
    result: 'applied',
    object: finish(options.live, annotated, update.managers),
  };
}

/** With its owners; the live object itself when nothing but a time would change. */
function finish(
  live: KubeObject | undefined,
  object: KubeObject,
  managers: ReadonlyMap<string, Ownership>,
): KubeObject {
  const managedFields = writeManagers(managers);
  const isSame =
    live !== undefined &&
    equalJson(withoutManagedFields(live), withoutManagedFields(object)) &&
    sameButForTimes(live.metadata.managedFields, managedFields);
  if (isSame) return live;
  return { ...object, metadata: { ...object.metadata, managedFields } };
}
