import { createHash } from 'node:crypto';

export type HashName = 'sha256' | 'sha384' | 'sha512';

export function digest(hash: HashName, ...parts: Uint8Array[]): Buffer {
  const state = createHash(hash);
  parts.forEach(part => state.update(part));
  return state.digest();
}

export function sha256(...parts: Uint8Array[]): Buffer {
  return digest('sha256', ...parts);
}
