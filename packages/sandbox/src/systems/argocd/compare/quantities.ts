import { isJsonObject, JsonObject } from './json';

const suffixes: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity such as `250m` or `128Mi` stands for; `undefined` when it is none. */
export function parseQuantity(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const match = /^([+-]?[0-9.]+)([eE][+-]?[0-9]+)?([numkMGTPE]?i?)$/.exec(
    value,
  );
  const factor = match && suffixes[match[3]];
  return match && factor !== undefined && factor !== null
    ? Number(`${match[1]}${match[2] ?? ''}`) * factor
    : undefined;
}

/** Maps from a resource's name to a quantity: `resources.requests`, `hard` of a ResourceQuota. */
const quantityMaps = new Set(['requests', 'limits', 'hard', 'capacity']);

/**
 * Replaces each quantity in `desired` that says the same as the live one by
 * the live one's spelling: the API server writes `1000m` as `1`, which is no
 * difference.
 */
export function alignQuantities<T>(desired: T, live: unknown): T {
  return align(desired, live, '') as T;
}

function align(desired: unknown, live: unknown, field: string): unknown {
  if (Array.isArray(desired)) {
    if (!Array.isArray(live)) return desired;
    return desired.map(item =>
      align(item, counterpart(item, desired, live), field),
    );
  }
  if (!isJsonObject(desired) || !isJsonObject(live)) return desired;
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(desired)) {
    const other = live[name];
    const isQuantity = quantityMaps.has(field) || name === 'sizeLimit';
    const number = isQuantity ? parseQuantity(value) : undefined;
    result[name] =
      number !== undefined && number === parseQuantity(other)
        ? other
        : align(value, other, name);
  }
  return result;
}

/** The live item that an item of a list is to be compared with: by name when it has one, else by position. */
function counterpart(item: unknown, list: unknown[], live: unknown[]): unknown {
  return isJsonObject(item) && typeof item.name === 'string'
    ? live.find(other => isJsonObject(other) && other.name === item.name)
    : live[list.indexOf(item)];
}
