import { minimatch } from 'minimatch';
import { IgnoreDifference } from '../objects/Application';
import {
  keyOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { isJsonObject } from './json';

/** The JSON pointers under which differences of this object do not count. */
export function ignoredPointers(
  object: KubernetesObject,
  rules: readonly IgnoreDifference[] = [],
): string[] {
  const key = keyOf(object);
  return rules
    .filter(
      rule =>
        minimatch(key.group, rule.group || '') &&
        minimatch(key.kind, rule.kind) &&
        (!rule.name || rule.name === key.name) &&
        (!rule.namespace || rule.namespace === key.namespace),
    )
    .flatMap(rule => rule.jsonPointers ?? []);
}

/** A copy without what the pointers point to. */
export function withoutPointers(
  object: KubernetesObject,
  pointers: readonly string[],
): KubernetesObject {
  if (pointers.length === 0) return object;
  const copy = structuredClone(object);
  for (const pointer of pointers) {
    const path = pointer
      .split('/')
      .slice(1)
      .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
    removeAt(copy, path);
  }
  return copy;
}

function removeAt(value: unknown, [field, ...rest]: string[]): void {
  if (Array.isArray(value)) {
    const index = Number(field);
    if (rest.length) removeAt(value[index], rest);
    else if (index < value.length) value.splice(index, 1);
  } else if (isJsonObject(value)) {
    if (rest.length) removeAt(value[field], rest);
    else delete value[field];
  }
}
