/** What makes an element of a list the same one elsewhere: its merge key, or itself. */
export type Identify = (element: unknown) => unknown;

/**
 * Orders a merged list: the elements that the patch names in the patch's
 * order, the others in the order that they had. Others are woven in before
 * the first named element that they stood in front of.
 */
export function orderElements(options: {
  merged: readonly unknown[];
  /** In the order that is wanted. */
  named: readonly unknown[];
  /** In the order that was. */
  before: readonly unknown[];
  identify: Identify;
}): unknown[] {
  const { merged, identify } = options;
  const wanted = positions(options.named, identify);
  const old = positions(options.before, identify);
  const isNamed = (element: unknown) => wanted.has(identify(element));
  const named = sortBy(merged.filter(isNamed), wanted, identify);
  const others = sortBy(
    merged.filter(element => !isNamed(element)),
    old,
    identify,
  );
  const stoodBefore = (left: unknown, right: unknown) => {
    const leftAt = old.get(identify(left));
    const rightAt = old.get(identify(right));
    return leftAt !== undefined && rightAt !== undefined && leftAt < rightAt;
  };
  const ordered: unknown[] = [];
  let next = 0;
  for (const element of named) {
    while (next < others.length && stoodBefore(others[next], element)) {
      ordered.push(others[next]);
      next += 1;
    }
    ordered.push(element);
  }
  return [...ordered, ...others.slice(next)];
}

function positions(
  elements: readonly unknown[],
  identify: Identify,
): Map<unknown, number> {
  return new Map(elements.map((element, at) => [identify(element), at]));
}

function sortBy(
  elements: readonly unknown[],
  order: ReadonlyMap<unknown, number>,
  identify: Identify,
): unknown[] {
  const at = (element: unknown) => order.get(identify(element)) ?? order.size;
  return [...elements].sort((left, right) => at(left) - at(right));
}
