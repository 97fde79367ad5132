/**
 * Names each item by the shortest of its names that no other item has too, so
 * that an address says `prod` where there is one `prod`.
 *
 * @param names - from the shortest to one that nothing shares
 */
export function identify<T>(
  items: readonly T[],
  names: ReadonlyArray<(item: T) => string>,
): ReadonlyMap<string, T> {
  const named = new Map<string, T>();
  for (const item of items) {
    const name =
      names.find(
        nameOf =>
          items.filter(other => nameOf(other) === nameOf(item)).length === 1,
      ) ?? names[names.length - 1];
    named.set(name(item), item);
  }
  return named;
}
