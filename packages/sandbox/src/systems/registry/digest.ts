import { createHash } from 'node:crypto';

/** `sha256:` and 64 hexadecimal digits. */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What is wrong with the form of a digest, in the registry's words. */
export function digestProblem(digest: string): string | undefined {
  const [, algorithm, hex] = /^([^:]*):(.*)$/s.exec(digest) ?? [];
  if (hex === undefined) return 'invalid checksum digest format';
  if (!/^sha(256|384|512)$/.test(algorithm)) {
    return 'unsupported digest algorithm';
  }
  if (algorithm !== 'sha256' || hex.length !== 64) {
    return 'invalid checksum digest length';
  }
  return /^[a-f0-9]*$/.test(hex) ? undefined : 'invalid checksum digest format';
}
