import { isMap, JsonMap } from '../json';

/** Sets a field that has no value yet. */
export function setDefault(target: JsonMap, key: string, value: unknown): void {
  if (target[key] === undefined || target[key] === '') target[key] = value;
}

/** The map under a key, made when it is not there. */
export function ensureMap(target: JsonMap, key: string): JsonMap {
  const present = target[key];
  if (isMap(present)) return present;
  const made: JsonMap = {};
  target[key] = made;
  return made;
}

/** The map under a key, if there is one. */
export function mapAt(target: unknown, key: string): JsonMap | undefined {
  const present = isMap(target) ? target[key] : undefined;
  return isMap(present) ? present : undefined;
}

/** The maps in the list under a key. */
export function mapsAt(target: unknown, key: string): JsonMap[] {
  const present = isMap(target) ? target[key] : undefined;
  return Array.isArray(present) ? present.filter(isMap) : [];
}
