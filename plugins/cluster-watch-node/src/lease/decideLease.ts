/** The row of a cluster's lease. */
export interface LeaseRow {
  /** Undefined when it was released. */
  holder?: string;
  token: number;
  renewals: number;
}

/** What a replica remembers of the lease. */
export interface LeaseView {
  /** The row as last read; undefined at first. */
  seen?: LeaseRow;
  /** When that row was first read, in milliseconds of this replica's own `elapsed` clock. */
  seenAt: number;
  /** The token under which this replica holds the lease; undefined when it does not. */
  token?: number;
}

export type LeaseAction = 'take' | 'renew' | 'wait' | 'give-up';

/** How often a replica looks at a lease, and renews its own, in milliseconds. */
export const LEASE_INTERVAL_MS = 5_000;
/**
 * How long a lease must have stood still before it is taken over. With one interval until
 * the last renewal is seen and one until its age is noticed, a dead holder is replaced
 * after at most 25 s.
 */
export const LEASE_DURATION_MS = 15_000;

/**
 * What to do about a lease. No replica compares its time with another's: a holder is taken
 * for dead when its row did not change for as long as *this* replica counted. Being wrong
 * about that does no harm, since every write checks the token.
 */
export function decideLease(
  view: LeaseView,
  row: LeaseRow,
  options: { holder: string; elapsed: number },
): { action: LeaseAction; view: LeaseView } {
  if (view.token !== undefined) {
    const held = row.holder === options.holder && row.token === view.token;
    return held
      ? { action: 'renew', view }
      : {
          action: 'give-up',
          view: { seen: row, seenAt: options.elapsed },
        };
  }
  const still =
    view.seen?.token === row.token && view.seen.renewals === row.renewals;
  const current = still ? view : { seen: row, seenAt: options.elapsed };
  const dead = options.elapsed - current.seenAt >= LEASE_DURATION_MS;
  return {
    action: row.holder === undefined || dead ? 'take' : 'wait',
    view: current,
  };
}
