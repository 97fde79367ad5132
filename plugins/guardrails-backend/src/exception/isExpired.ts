import type { ParsedException } from './ParsedException';

/** Whether it has ended. Kyverno's background scan goes on to honour it; the portal does not. Pure. */
export function isExpired(
  { expiresAt }: Pick<ParsedException, 'expiresAt'>,
  now: Date,
): boolean {
  return expiresAt !== undefined && Date.parse(expiresAt) <= now.getTime();
}
