import { dumpPodTemplate } from './goDump';

/** Without vowels and look-alikes, as k8s.io/apimachinery/pkg/util/rand has it. */
const alphabet = 'bcdfghjklmnpqrstvwxz2456789';

/**
 * The `pod-template-hash` of a Pod template: the same that the real controller
 * gives it, which hashes the template as Go prints it.
 */
export function podTemplateHash(template: unknown): string {
  const digits = String(fnv32a(Buffer.from(dumpPodTemplate(template))));
  return [...digits]
    .map(digit => alphabet[digit.charCodeAt(0) % alphabet.length])
    .join('');
}

/** The 32-bit FNV-1a hash. */
function fnv32a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
