import { Bindings, VersionContext } from './placeholders';
import { Json } from './Scenario';

export type Comparison = {
  differences: string[];
  /** What is bound after this: of a comparison with differences, as far as it matched. */
  bindings: Bindings;
};

export type CompareOptions = {
  bindings: Bindings;
  context?: VersionContext;
  /**
   * The recording keeps only a part of this answer, and says so in its notes
   * instead of by `$trimmed`: keys and items beyond it are fine.
   */
  partial?: boolean;
};

type Place = {
  path: string;
  key: string;
  /** Something was cut here or above: keys that are not recorded are fine. */
  loose: boolean;
  context: VersionContext;
  partial: boolean;
};

type JsonObject = { [key: string]: Json };

/** Compares a recorded value with what a stand-in answered; says each difference with its place. */
export function compare(
  expected: Json,
  actual: Json | undefined,
  options: CompareOptions & { path?: string },
): Comparison {
  const comparison = { differences: [], bindings: options.bindings.fork() };
  compareValue(expected, actual, comparison, {
    path: options.path ?? 'body',
    key: '',
    loose: options.partial ?? false,
    context: options.context ?? 'settled',
    partial: options.partial ?? false,
  });
  return comparison;
}

function compareValue(
  expected: Json,
  actual: Json | undefined,
  comparison: Comparison,
  place: Place,
): void {
  if (typeof expected === 'string') {
    compareText(expected, actual, comparison, place);
  } else if (Array.isArray(expected)) {
    compareList(expected, actual, comparison, place);
  } else if (expected && typeof expected === 'object') {
    compareObject(expected, actual, comparison, place);
  } else if (expected !== actual) {
    comparison.differences.push(
      `${place.path}: expected ${show(expected)}, got ${show(actual)}`,
    );
  }
}

function compareText(
  expected: string,
  actual: Json | undefined,
  comparison: Comparison,
  place: Place,
): void {
  if (expected === '{{any}}') return;
  if (expected === '{{number}}' && typeof actual === 'number') return;
  // `{{=s:900}}`: written as a text, meant as a number.
  if (/^\{\{=[^{}]+\}\}$/.test(expected) && typeof actual === 'number') {
    const number = Number(comparison.bindings.fillText(expected));
    if (number !== actual) {
      comparison.differences.push(
        `${place.path}: expected ${number}, got ${actual}`,
      );
    }
    return;
  }
  const problem =
    typeof actual === 'string'
      ? comparison.bindings.match(expected, actual, place.context)
      : `expected ${show(expected)}, got ${show(actual)}`;
  if (problem) comparison.differences.push(`${place.path}: ${problem}`);
}

function compareList(
  expected: Json[],
  actual: Json | undefined,
  comparison: Comparison,
  place: Place,
): void {
  if (expected.length === 1 && isOnlyTrimmed(expected[0])) return;
  if (!Array.isArray(actual)) {
    comparison.differences.push(
      `${place.path}: expected a list, got ${show(actual)}`,
    );
    return;
  }
  if (place.partial) {
    compareUnordered(expected, actual, comparison, place);
    return;
  }
  if (expected.length !== actual.length) {
    comparison.differences.push(
      `${place.path}: expected ${expected.length} items, got ${actual.length}`,
    );
  }
  if (isUnordered(place.key, expected)) {
    compareUnordered(expected, actual, comparison, place);
    return;
  }
  expected.slice(0, actual.length).forEach((item, position) => {
    compareValue(item, actual[position], comparison, {
      ...place,
      path: `${place.path}/${position}`,
      key: '',
    });
  });
}

function compareObject(
  expected: JsonObject,
  actual: Json | undefined,
  comparison: Comparison,
  place: Place,
): void {
  const loose = place.loose || '$trimmed' in expected;
  if (isOnlyTrimmed(expected)) return;
  if (!isObject(actual)) {
    comparison.differences.push(
      `${place.path}: expected an object, got ${show(actual)}`,
    );
    return;
  }
  const recorded = new Set<string>();
  for (const [rawKey, value] of Object.entries(expected)) {
    const key = comparison.bindings.fillText(rawKey);
    const path = `${place.path}/${key}`;
    recorded.add(key);
    if (rawKey === '$trimmed') continue;
    if (!(key in actual)) {
      comparison.differences.push(`${path}: missing`);
    } else if (key === 'message' && hasCauses(expected)) {
      compareValue(sortParts(value), sortParts(actual[key]), comparison, {
        ...place,
        path,
        key,
        loose,
      });
    } else {
      compareValue(value, actual[key], comparison, {
        ...place,
        path,
        key,
        loose,
        context:
          key === 'metadata' && isList(expected) ? 'list' : place.context,
      });
    }
  }
  if (loose) return;
  for (const key of Object.keys(actual)) {
    // Recorded in kubernetes/04 only, where it is compared.
    if (!recorded.has(key) && key !== 'managedFields') {
      comparison.differences.push(
        `${place.path}/${key}: not expected, got ${show(actual[key])}`,
      );
    }
  }
}

/**
 * Pairs items by content. A pairing without any difference is searched for;
 * when there is none, each item is held against the one that differs least.
 */
function compareUnordered(
  expected: Json[],
  actual: Json[],
  comparison: Comparison,
  place: Place,
): void {
  const one = (item: Json, other: Json, bindings: Bindings, path: string) => {
    const result = { differences: [], bindings: bindings.fork() };
    compareValue(item, other, result, { ...place, path, key: '' });
    return result as Comparison;
  };
  const budget = { left: 5_000 };
  const perfect = pairAll(expected, actual, comparison.bindings, budget, one);
  if (perfect) {
    comparison.bindings = perfect;
    return;
  }
  const rest = [...actual];
  expected.forEach((item, position) => {
    const path = `${place.path}/${position}`;
    const tries = rest.map(other =>
      one(item, other, comparison.bindings, path),
    );
    const best = tries.reduce<number>(
      (least, attempt, index) =>
        least < 0 ||
        attempt.differences.length < tries[least].differences.length
          ? index
          : least,
      -1,
    );
    if (best < 0) {
      comparison.differences.push(`${path}: nothing like ${show(item)}`);
      return;
    }
    rest.splice(best, 1);
    comparison.differences.push(...tries[best].differences);
    comparison.bindings = tries[best].bindings;
  });
}

function pairAll(
  expected: Json[],
  actual: Json[],
  bindings: Bindings,
  budget: { left: number },
  one: (a: Json, b: Json, bindings: Bindings, path: string) => Comparison,
): Bindings | undefined {
  if (expected.length === 0) return bindings;
  const [first, ...others] = expected;
  for (const [index, candidate] of actual.entries()) {
    budget.left -= 1;
    if (budget.left < 0) return undefined;
    const attempt = one(first, candidate, bindings, '');
    if (attempt.differences.length === 0) {
      const rest = actual.filter((_, position) => position !== index);
      const found = pairAll(others, rest, attempt.bindings, budget, one);
      if (found) return found;
    }
  }
  return undefined;
}

/** Lists whose order no server promises. */
function isUnordered(key: string, expected: Json[]): boolean {
  const unordered = [
    'causes',
    'events',
    'images',
    'nodes',
    'orphanedNodes',
    'results',
  ];
  if (unordered.includes(key)) return true;
  if (key === 'resources') return expected.every(isArgoCdResource);
  return (
    ['items', 'rows'].includes(key) &&
    expected.some(item => hasMadeUpName(item) || isManagedResource(item))
  );
}

/** Those of Kubernetes' discovery, which have an order, have verbs. */
function isArgoCdResource(item: Json): boolean {
  return isObject(item) && 'kind' in item && !('verbs' in item);
}

function isManagedResource(item: Json): boolean {
  return isArgoCdResource(item) && !('metadata' in (item as JsonObject));
}

/** A server sorts by name, and the name is one that the server made up. */
function hasMadeUpName(item: Json): boolean {
  if (!isObject(item)) return false;
  const object = isObject(item.object) ? item.object : item;
  const name = isObject(object.metadata) ? object.metadata.name : undefined;
  return typeof name === 'string' && name.includes('{{');
}

function isList(expected: JsonObject): boolean {
  return (
    /(List|Table)$/.test(String(expected.kind ?? '')) || 'items' in expected
  );
}

/** The API server orders the causes of one 422 at random, in the message as well. */
function hasCauses(expected: JsonObject): boolean {
  const details = expected.details;
  return (
    isObject(details) &&
    Array.isArray(details.causes) &&
    details.causes.length > 1
  );
}

function sortParts(message: Json): Json {
  const list = /^([^[]*\[)(.*)(\])$/s.exec(String(message));
  return list
    ? `${list[1]}${list[2].split(', ').sort().join(', ')}${list[3]}`
    : message;
}

function isOnlyTrimmed(value: Json): boolean {
  return (
    isObject(value) &&
    Object.keys(value).every(key => key === '$trimmed') &&
    '$trimmed' in value
  );
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
