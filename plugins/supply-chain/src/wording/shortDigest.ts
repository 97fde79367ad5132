/** `sha256:1a2b3c4d…`: enough to tell it from others; the whole one is copied. */
export function shortDigest(digest: string): string {
  const [algorithm, hex] = digest.split(':', 2);
  return hex && hex.length > 8 ? `${algorithm}:${hex.slice(0, 8)}…` : digest;
}
