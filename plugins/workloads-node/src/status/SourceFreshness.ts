/** How fresh what is shown is; as every plugin's pages are told. */
export type SourceFreshness = {
  /** Absent where it is no cluster. */
  cluster?: string;
  /** The watched kind; without cluster what else is read: `catalog`. */
  kind: string;
  state: 'current' | 'listing' | 'not installed' | 'denied' | 'unreachable';
  /** ISO 8601: when it was last known to be complete; absent when it never was. */
  asOf?: string;
  /** For a person; absent when it is current. */
  cause?: string;
};
