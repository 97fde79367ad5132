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

const words: Readonly<Record<SourceFreshness['state'], string>> = {
  current: 'known',
  listing: 'still being read',
  'not installed': 'not installed',
  denied: 'the portal may not read them',
  unreachable: 'unreachable',
};

function describe(source: SourceFreshness, now: Date): string {
  const { cluster, kind, state, asOf, cause } = source;
  const age = asOf && `, as of ${toRelative(new Date(asOf), now)}`;
  const why = cause && ` (${cause})`;
  return `${kind}${cluster ? ` in ${cluster}` : ''}: ${words[state]}${
    age ?? ''
  }${why ?? ''}`;
}

/** Names in one line each source that is missing, above what there is without it. */
export const SourceLine = (props: { sources: readonly SourceFreshness[] }) => {
  const missing = props.sources.filter(({ state }) => state !== 'current');
  if (missing.length === 0) return null;
  const now = new Date();
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      <strong>Not all is known.</strong>{' '}
      {missing.map(source => describe(source, now)).join(' · ')}
    </Alert>
  );
};
