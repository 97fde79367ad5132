/** What Go writes for a time that was never set. */
export const neverTime = '0001-01-01T00:00:00Z';

/** What Gitea writes for a time that it keeps as the number 0. */
export const zeroTime = '1970-01-01T00:00:00Z';

/** Whole seconds: Gitea keeps no more. */
export function formatTime(time: Date | string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
