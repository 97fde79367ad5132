/**
 * Exceptions that a result names. CEL policies name them without their
 * namespace, which only the message of a skipped result tells. Pure.
 */
export function findExceptions(
  named: string | undefined,
  message: string,
): string[] {
  const full = message.match(/[a-z0-9.-]+\/[a-z0-9.-]+/g) ?? [];
  const names = (named ?? '')
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  return [
    ...new Set(
      names.map(
        name =>
          (name.includes('/')
            ? undefined
            : full.find(one => one.endsWith(`/${name}`))) ?? name,
      ),
    ),
  ].slice(0, 100);
}
