import Typography from '@mui/material/Typography';

/** What would fill the card, and how. */
export const NoEnvironments = () => (
  <Typography>
    No environment is known for this component. The platform team lists them
    under <code>environments</code> in the portal's configuration; the
    annotation <code>portolan.io/environments</code> says where a component runs
    that keeps to another pattern.
  </Typography>
);
