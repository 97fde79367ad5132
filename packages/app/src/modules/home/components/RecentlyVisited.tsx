import { Link } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { visitsApiRef } from '@backstage/plugin-home';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { RelativeTime } from '@portolan/plugin-answers-react';
import useAsync from 'react-use/esm/useAsync';
import { nameOfVisit } from '../nameOfVisit';

const limit = 6;

/** The pages that the person opened last, in place of the stock list, which is no list to a screen reader. */
export const RecentlyVisited = () => {
  const visitsApi = useApi(visitsApiRef);
  const title = useApi(configApiRef).getOptionalString('app.title');
  const { value: visits, error } = useAsync(
    () =>
      visitsApi.list({
        limit,
        orderBy: [{ field: 'timestamp', direction: 'desc' }],
        filterBy: [{ field: 'pathname', operator: '!=', value: '/' }],
      }),
    [visitsApi],
  );
  if (error) {
    return (
      <Alert severity="warning">
        Your visits could not be read: {error.message}
      </Alert>
    );
  }
  if (!visits) {
    return <Skeleton variant="rectangular" height={24 * limit} />;
  }
  if (visits.length === 0) {
    return (
      <Typography>
        Nothing yet. The pages that you open show here, as a short way back.
      </Typography>
    );
  }
  return (
    <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
      {visits.map(visit => (
        <Box
          component="li"
          key={visit.id}
          sx={{
            py: 0.5,
            display: 'flex',
            gap: 1,
            justifyContent: 'space-between',
          }}
        >
          <Link to={visit.pathname}>{nameOfVisit(visit, title)}</Link>
          <Typography
            variant="body2"
            component="span"
            color="text.secondary"
            noWrap
          >
            <RelativeTime at={new Date(visit.timestamp).toISOString()} />
          </Typography>
        </Box>
      ))}
    </Box>
  );
};
