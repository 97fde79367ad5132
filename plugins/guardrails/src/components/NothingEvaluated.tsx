import Typography from '@mui/material/Typography';

/** What would fill the place of results. */
export const NothingEvaluated = () => (
  <Typography>
    No workload of this component was found. Results appear a few seconds after
    pods with the label <code>backstage.io/kubernetes-id</code> run in a cluster
    that the portal watches, and its policies have looked at them.
  </Typography>
);
