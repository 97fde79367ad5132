import Alert from '@mui/material/Alert';
import { RelativeTime } from '@portolan/plugin-answers-react';
import { SourceError } from '@portolan/plugin-grafana-common';
import { describeError } from '../signals/describeError';

const list = new Intl.ListFormat('en');

/** Names each source that does not answer, what that leaves in the dark, and why. */
export const SourceNotices = ({ errors }: { errors: SourceError[] }) => (
  <>
    {errors.map(error => (
      <Alert
        key={`${error.source} ${error.message}`}
        severity="warning"
        sx={{ mb: 2, overflowWrap: 'anywhere' }}
      >
        <strong>{describeError(error)}</strong>{' '}
        {error.environments && (
          <>
            What it says of {list.format(error.environments)} is missing, or
            from before.{' '}
          </>
        )}
        Asked <RelativeTime at={error.at} />: {error.message}
      </Alert>
    ))}
  </>
);
