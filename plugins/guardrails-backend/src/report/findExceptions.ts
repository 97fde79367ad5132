/**
 * Exceptions that a result names. CEL policies name them without their
 * namespace, which only the message of a skipped result tells. Pure.
 */
export function findExceptions(
  named: string | undefined,
  message: string,
): string[] {
  const names = (named ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  if (names.length === 0) return [];
  // Split, not searched: a search for both halves takes for ever in a long word.
  const words = message.split(/[\s,;'"]+/);
  return [
    ...new Set(
      names.map(
        name =>
          (name.includes('/')
            ? undefined
            : words.find(word => word.endsWith(`/${name}`))) ?? name,
      ),
    ),
  ].slice(0, 100);
}
