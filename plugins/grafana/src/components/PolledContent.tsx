import Alert from '@mui/material/Alert';
import { ReactNode } from 'react';
import { Polled } from '../hooks';
import { RelativeTime } from './RelativeTime';

/** One frame for everything that is asked for: waiting, denied, failed, or there. */
export function PolledContent<T>(props: {
  polled: Polled<T>;
  /** As tall as what will stand there. */
  loading: ReactNode;
  children: (value: T) => ReactNode;
}) {
  const { polled, loading, children } = props;
  switch (polled.state) {
    case 'loading':
      return <>{loading}</>;
    case 'denied':
      return (
        <Alert severity="info">
          <strong>You may not see what Grafana says of this component.</strong>{' '}
          {polled.message}. The platform team can give it.
        </Alert>
      );
    case 'failed':
      return (
        <>
          <Alert severity="error" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
            <strong>The portal does not answer.</strong>{' '}
            {polled.asOf && (
              <>
                What is shown is from <RelativeTime at={polled.asOf} />.{' '}
              </>
            )}
            It is asked again by itself; if this stays, tell the platform team:{' '}
            {polled.message}
          </Alert>
          {polled.value !== undefined && children(polled.value)}
        </>
      );
    default:
      return <>{children(polled.value)}</>;
  }
}
