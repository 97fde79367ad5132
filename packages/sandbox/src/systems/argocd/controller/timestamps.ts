/** A time as Kubernetes writes it: without fractions of a second. */
export function toTimestamp(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
