import Typography from '@mui/material/Typography';

/** What would fill the place of a verdict. */
export const NothingRuns = () => (
  <Typography>
    No workload of this component was found. It appears a few seconds after pods
    with the label <code>backstage.io/kubernetes-id</code> run in a cluster that
    the portal watches; the templates set that label.
  </Typography>
);
