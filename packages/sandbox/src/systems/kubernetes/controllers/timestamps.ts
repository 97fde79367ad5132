/** A `metav1.Time`: RFC 3339 in whole seconds. */
export function timeText(now: Date): string {
  return `${now.toISOString().slice(0, 19)}Z`;
}

/** A `metav1.MicroTime`: RFC 3339 with six digits of a second. */
export function microTimeText(now: Date): string {
  return now.toISOString().replace('Z', '000Z');
}
