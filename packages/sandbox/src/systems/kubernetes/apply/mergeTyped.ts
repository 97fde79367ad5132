import { isMap, JsonMap } from '../schema/json';
import { SchemaType } from '../schema/SchemaType';
import { indexItems } from './compareTyped';
import { shapeOf, typeAt } from './shapes';

/** The live value with a configuration laid over it. */
export function mergeTyped(
  type: SchemaType,
  live: unknown,
  configuration: unknown,
): unknown {
  if (configuration === undefined) return live;
  if (live === undefined || live === null || configuration === null) {
    return configuration;
  }
  switch (shapeOf(type, configuration)) {
    case 'map':
      return isMap(live) && isMap(configuration)
        ? mergeMaps(type, live, configuration)
        : configuration;
    case 'list':
      return mergeLists(type, live, configuration);
    default:
      return configuration;
  }
}

function mergeMaps(
  type: SchemaType,
  live: JsonMap,
  configuration: JsonMap,
): JsonMap {
  const result = { ...live };
  for (const [key, value] of Object.entries(configuration)) {
    result[key] = mergeTyped(typeAt(type, key), live[key], value);
  }
  return result;
}

/**
 * Items that both have come in the configuration's order; items that only the
 * live list has stay behind those that they stood behind.
 */
function mergeLists(
  type: SchemaType,
  live: unknown,
  configuration: unknown,
): unknown[] {
  const left = indexItems(type, live);
  const right = indexItems(type, configuration);
  const merge = (step: string) =>
    mergeTyped(type.element, left.get(step), right.get(step));
  return mergeOrder([...left.keys()], [...right.keys()]).map(merge);
}

function mergeOrder(
  left: readonly string[],
  right: readonly string[],
): string[] {
  const inRight = new Set(right);
  const shared = right.filter(step => left.includes(step));
  const order = new Set<string>();
  const take = (step: string) => {
    order.add(step);
    if (shared[0] === step) shared.shift();
  };
  let at = 0;
  for (const step of right) {
    while (at < left.length && left[at] !== step) {
      const other = left[at];
      if (!inRight.has(other)) take(other);
      // A shared item waits for its turn in the configuration.
      else if (!order.has(other) && shared[0] === other) break;
      at += 1;
    }
    take(step);
  }
  return [...order, ...left.slice(at).filter(step => !inRight.has(step))];
}
