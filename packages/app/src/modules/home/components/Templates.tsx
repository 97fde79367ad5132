import { Link } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useTemplates } from '../hooks/useTemplates';

const Loading = () => (
  <Stack spacing={1} role="status" aria-label="Loading templates">
    <Skeleton width="50%" />
    <Skeleton variant="rectangular" height={64} />
  </Stack>
);

/** Straight into the form of a template. */
export const Templates = () => {
  const { value, error, retry } = useTemplates();
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
  if (value.templates.length === 0) {
    return (
      <Typography>
        There is no template yet. The platform team adds one under
        catalog.locations.
      </Typography>
    );
  }
  return (
    <Stack spacing={2}>
      {value.templates.map(template => {
        const {
          namespace = 'default',
          name,
          title,
          description,
        } = template.metadata;
        return (
          <Box key={stringifyEntityRef(template)}>
            <Link to={`/create/templates/${namespace}/${name}`}>
              <strong>{title ?? name}</strong>
            </Link>
            <Typography variant="body2" color="text.secondary">
              {description}
            </Typography>
          </Box>
        );
      })}
      {value.totalItems > value.templates.length && (
        <Link to="/create">All {value.totalItems} templates</Link>
      )}
    </Stack>
  );
};
