import { createHash } from 'node:crypto';

// Without vowels and look-alikes, as k8s.io/apimachinery/pkg/util/rand does it.
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

const stable = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(stable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, stable(each)]),
  );
};

/** The `pod-template-hash` of a Pod template: the same template, the same ReplicaSet. */
export function podTemplateHash(template: unknown): string {
  const digest = createHash('sha256')
    .update(JSON.stringify(stable(template)))
    .digest();
  return Array.from(
    digest.subarray(0, 10),
    byte => alphabet[byte % alphabet.length],
  ).join('');
}
