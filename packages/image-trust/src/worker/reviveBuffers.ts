/**
 * Makes buffers again of what a message between threads turned into plain byte
 * arrays, in place and without copying the bytes.
 */
export function reviveBuffers<T>(value: T): T {
  if (value instanceof Uint8Array && !Buffer.isBuffer(value)) {
    const { buffer, byteOffset, byteLength } = value;
    return Buffer.from(buffer, byteOffset, byteLength) as Uint8Array as T;
  }
  if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    const record = value as Record<string, unknown>;
    for (const key of Object.keys(record)) {
      record[key] = reviveBuffers(record[key]);
    }
  }
  return value;
}
