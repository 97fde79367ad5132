/** RFC 3339 with whole seconds, as in `metadata`. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
