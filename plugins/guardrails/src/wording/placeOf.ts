import { ResourceRef } from '@portolan/plugin-guardrails-common';

/** `Deployment checkout`. */
export function nameOf({ kind, name }: { kind: string; name: string }): string {
  return `${kind} ${name}`;
}

/** As reports name policies and exceptions: `namespace/name`, or `name` of what stands in none. */
export function keyOf({ namespace, name }: ResourceRef): string {
  return namespace ? `${namespace}/${name}` : name;
}
