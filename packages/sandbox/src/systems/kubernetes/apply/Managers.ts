import { equalJson } from '../schema/json';
import { ManagedFieldsEntry } from '../schema/types';
import { FieldSet } from './FieldSet';

export type Operation = 'Apply' | 'Update';

/** Who owns fields, as of one entry of `metadata.managedFields`. */
export interface Manager {
  readonly name: string;
  readonly operation: Operation;
  readonly apiVersion: string;
  readonly subresource?: string;
}

export interface Ownership {
  readonly manager: Manager;
  readonly fields: FieldSet;
  readonly time?: string;
}

/** One entry a manager; an applier stays the same one when it changes the version. */
export function managerId(manager: Manager): string {
  const { name, operation, apiVersion, subresource = '' } = manager;
  const version = operation === 'Update' ? apiVersion : '';
  return JSON.stringify([name, operation, version, subresource]);
}

/** The owners of an object's fields, by `managerId`. */
export type Managers = ReadonlyMap<string, Ownership>;

export function readManagers(
  entries: readonly ManagedFieldsEntry[] | undefined,
): Managers {
  const managers = new Map<string, Ownership>();
  for (const entry of entries ?? []) {
    const manager: Manager = {
      name: entry.manager ?? '',
      operation: entry.operation ?? 'Update',
      apiVersion: entry.apiVersion ?? '',
      subresource: entry.subresource,
    };
    const fields = FieldSet.fromFieldsV1(entry.fieldsV1);
    managers.set(managerId(manager), { manager, fields, time: entry.time });
  }
  return managers;
}

/** Appliers first, then the oldest first. */
export function writeManagers(managers: Managers): ManagedFieldsEntry[] {
  return [...managers.values()]
    .filter(({ fields }) => !fields.isEmpty)
    .sort(compareOwnerships)
    .map(({ manager, fields, time }) => ({
      manager: manager.name,
      operation: manager.operation,
      apiVersion: manager.apiVersion,
      ...(time && { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: fields.toFieldsV1(),
      ...(manager.subresource && { subresource: manager.subresource }),
    }));
}

function compareOwnerships(left: Ownership, right: Ownership): number {
  const keys = ({ manager, time }: Ownership) => [
    manager.operation,
    time ?? '',
    manager.name,
    manager.apiVersion,
    manager.subresource ?? '',
  ];
  const rightKeys = keys(right);
  const at = keys(left).findIndex((key, index) => key !== rightKeys[index]);
  if (at < 0) return 0;
  return keys(left)[at] < rightKeys[at] ? -1 : 1;
}

/** Whether two lists of entries differ in nothing but times. */
export function sameButForTimes(
  left: readonly ManagedFieldsEntry[] = [],
  right: readonly ManagedFieldsEntry[] = [],
): boolean {
  const untimed = (entries: readonly ManagedFieldsEntry[]) =>
    entries
      .map(({ time: _time, ...entry }) => entry)
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  return equalJson(untimed(left), untimed(right));
}
