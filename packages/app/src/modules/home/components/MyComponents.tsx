import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMemo } from 'react';
import { planQueries, SourceNotice, useApplications } from '../../argo-cd';
import { useMyComponents } from '../hooks/useMyComponents';
import { summarise, toComponentStates } from '../toComponentStates';
import { ComponentList } from './ComponentList';

const Loading = () => (
  <Stack spacing={1} role="status" aria-label="Loading your components">
    {[0, 1, 2, 3].map(row => (
      <Skeleton key={row} variant="rectangular" height={44} />
    ))}
  </Stack>
);

const Empty = ({ owners }: { owners: string[] }) => (
  <Stack spacing={2} alignItems="flex-start">
    <Typography>
      Neither you nor a team of yours owns a component yet. One shows here when
      the owner in its catalog-info.yaml is{' '}
      {owners.map((owner, index) => (
        <span key={owner}>
          {index > 0 && ' or '}
          <EntityRefLink entityRef={owner} />
        </span>
      ))}
      .
    </Typography>
    <Button variant="contained" component={Link} to="/create">
      Create a component
    </Button>
  </Stack>
);

/** What the person's teams run, and how it does. */
export const MyComponents = () => {
  const { value, error, retry } = useMyComponents();
  const queries = useMemo(
    () => value && planQueries(value.components).map(({ query }) => query),
    [value],
  );
  const sources = useApplications(queries);

  if (error) {
    return (
      <Alert
        severity="error"
        action={
          <Button color="inherit" onClick={retry}>
            Ask again
          </Button>
        }
      >
        The catalog did not answer: {error.message}
      </Alert>
    );
  }
  if (!value) {
    return <Loading />;
  }
  if (value.components.length === 0) {
    return <Empty owners={value.owners} />;
  }
  const states = toComponentStates(value.components, sources ?? []);
  return (
    <Box>
      {sources && <SourceNotice sources={sources} />}
      <Typography sx={{ mb: 1 }}>
        {sources ? summarise(states) : 'Asking Argo CD how they do…'}
      </Typography>
      <ComponentList states={states} loading={!sources} />
    </Box>
  );
};
