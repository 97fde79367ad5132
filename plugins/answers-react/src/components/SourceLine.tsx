import Alert from '@mui/material/Alert';
import { toRelative } from '../wording';

/** How fresh what is shown is, of one source. */
export type SourceFreshness = {
  /** Absent where it is no cluster. */
  cluster?: string;
  /** What is read there, in the plural: `pods`. */
  kind: string;
  state: 'current' | 'listing' | 'not installed' | 'denied' | 'unreachable';
  /** ISO 8601: when it was last known to be complete; absent when it never was. */
  asOf?: string;
  cause?: string;
};

const words: Readonly<
  Record<Exclude<SourceFreshness['state'], 'current'>, string>
> = {
  listing: 'still being read',
  'not installed': 'not installed',
  denied: 'the portal may not read them',
  unreachable: 'unreachable',
};

function describe(source: SourceFreshness, now: Date): string {
  const { cluster, kind, state, asOf, cause } = source;
  const where = `${kind}${cluster ? ` in ${cluster}` : ''}`;
  // Read to the end, but for what makes no sense.
  if (state === 'current') return `${where}: ${cause}`;
  const age = asOf && `, as of ${toRelative(new Date(asOf), now)}`;
  const why = cause && ` (${cause})`;
  return `${where}: ${words[state]}${age ?? ''}${why ?? ''}`;
}

/** Names in one line each source that is missing, or of which something is, above what there is without it. */
export const SourceLine = (props: { sources: readonly SourceFreshness[] }) => {
  const missing = props.sources.filter(
    ({ state, cause }) => state !== 'current' || cause,
  );
  if (missing.length === 0) return null;
  const now = new Date();
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      <strong>Not all is known.</strong>{' '}
      {missing.map(source => describe(source, now)).join(' · ')}
    </Alert>
  );
};
