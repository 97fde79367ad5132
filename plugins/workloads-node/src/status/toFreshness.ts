import type {
  WatchState,
  WatchStatus,
} from '@portolan/plugin-cluster-watch-node';
import type { SourceFreshness } from './SourceFreshness';

/** A healthy watch is confirmed about once a minute; after this long nobody watches. */
const silentMs = 5 * 60_000;

const states: Readonly<Record<WatchState, SourceFreshness['state']>> = {
  waiting: 'listing',
  listing: 'listing',
  watching: 'current',
  'not-installed': 'not installed',
  denied: 'denied',
  unauthenticated: 'denied',
  unreachable: 'unreachable',
  throttled: 'unreachable',
  failing: 'unreachable',
};

/** Pure. */
export function toFreshness(status: WatchStatus, now: Date): SourceFreshness {
  const { cluster, kind, namespace, state, cause, rejected } = status;
  const { confirmedAt, listedAt } = status;
  const isSilent =
    state === 'watching' &&
    confirmedAt !== undefined &&
    now.getTime() - confirmedAt.getTime() > silentMs;
  const causes = [
    // The database's own words name tables and values; they are in the log.
    cause?.code === 'sink'
      ? 'the portal’s database did not take what was read'
      : cause?.message,
    isSilent ? 'no replica has heard of the cluster for a while' : undefined,
    describeRejected(rejected),
  ].filter(Boolean);
  const asOf = listedAt && (confirmedAt ?? listedAt);
  return {
    cluster,
    kind: namespace ? `${kind} of ${namespace}` : kind,
    state: isSilent ? 'unreachable' : states[state],
    ...(asOf ? { asOf: asOf.toISOString() } : {}),
    ...(causes.length > 0 ? { cause: causes.join('; ') } : {}),
  };
}

function describeRejected(rejected: number): string | undefined {
  if (rejected === 0) return undefined;
  return rejected === 1
    ? '1 object makes no sense and is missing'
    : `${rejected} objects make no sense and are missing`;
}
