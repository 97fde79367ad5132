import { Loading, SourceLine } from '@portolan/plugin-answers-react';
import Typography from '@mui/material/Typography';
import { useExceptions } from '../hooks';
import { Answered } from './Answered';
import { ExceptionRows } from './ExceptionRows';

/** Exceptions of all clusters; those that ended no longer count. */
export const ExceptionsView = () => (
  <Answered
    polled={useExceptions()}
    loading={<Loading what="the exceptions" height={480} />}
  >
    {({ items, sources }) => (
      <div>
        <SourceLine sources={sources} />
        {items.length > 0 ? (
          <ExceptionRows label="Exceptions" items={items} />
        ) : (
          <Typography>
            No exception is known. They appear when a cluster has
            PolicyExceptions and the portal may read them.
          </Typography>
        )}
      </div>
    )}
  </Answered>
);
