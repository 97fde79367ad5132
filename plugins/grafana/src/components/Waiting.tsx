import Skeleton from '@mui/material/Skeleton';

/** Holds the place of what is being asked for. */
export const Waiting = (props: { label: string; height: number }) => (
  <div role="status" aria-label={props.label}>
    <Skeleton width="40%" />
    <Skeleton variant="rectangular" height={props.height} sx={{ mt: 1 }} />
  </div>
);
