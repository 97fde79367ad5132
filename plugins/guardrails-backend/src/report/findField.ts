/** As Kyverno's pattern rules end their message. */
const atPath = /failed at path (\/\S*)/;

/**
 * Where in the resource a message says that it fails: `/spec/containers/0/image/`
 * is `spec.containers[0].image`. Undefined where it does not say. Pure.
 */
export function findField(message: string): string | undefined {
  const path = atPath.exec(message)?.[1];
  const parts = path?.split('/').filter(Boolean) ?? [];
  return parts.length > 0 ? parts.map(toStep).join('') : undefined;
}

function toStep(part: string, index: number): string {
  // A slash of a key is written as JSON pointers do.
  const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
  if (/^\d+$/.test(key)) return `[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `["${key}"]`;
  return index === 0 ? key : `.${key}`;
}
