import { createHash } from 'node:crypto';

/** `sha256:` and 64 lower-case hexadecimal digits: the only algorithm that every registry and Sigstore share. */
export type Digest = `sha256:${string}`;

const pattern = /^sha256:[0-9a-f]{64}$/;

/** Whether a string is a sha256 digest in canonical form. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && pattern.test(text);
}

/** The digest of bytes. */
export function digestOf(bytes: Uint8Array): Digest {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
