import Skeleton from '@mui/material/Skeleton';

/** A sentence and a block of the size of what is awaited. */
export const Loading = (props: { what: string; height: number }) => (
  <div role="status" aria-label={`Reading ${props.what}`}>
    <Skeleton width="40%" />
    <Skeleton variant="rectangular" height={props.height} sx={{ mt: 1 }} />
  </div>
);
