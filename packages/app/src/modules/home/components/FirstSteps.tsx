import { Link } from '@backstage/core-components';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import useAsync from 'react-use/esm/useAsync';

/** What someone who is here for the first time, a guest perhaps, may do. */
export const FirstSteps = () => {
  const identityApi = useApi(identityApiRef);
  const { value: identity } = useAsync(
    () => identityApi.getBackstageIdentity(),
    [identityApi],
  );
  const groups = identity?.ownershipEntityRefs.filter(ref =>
    ref.startsWith('group:'),
  );
  return (
    <>
      <Typography>
        You may read everything here
        {groups?.length ? (
          <>
            , and change what <EntityRefLinks entityRefs={groups} /> owns
          </>
        ) : null}
        .
      </Typography>
      <Box component="ol" sx={{ pl: 2.5, mb: 0, '& li': { mt: 1 } }}>
        <li>
          <Link underline="always" to="/create">
            Create a service
          </Link>{' '}
          and follow it until it is Healthy in dev.
        </li>
        <li>
          Open one of your components: its deployments, its pods, its
          documentation.
        </li>
        <li>
          <Link
            underline="always"
            to="/catalog?filters[kind]=component&filters[user]=all"
          >
            Look at what the other teams run
          </Link>
          .
        </li>
        <li>
          <Link underline="always" to="/docs">
            Read the documentation
          </Link>{' '}
          of any service.
        </li>
      </Box>
    </>
  );
};
