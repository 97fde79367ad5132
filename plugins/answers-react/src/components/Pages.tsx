import Box from '@mui/material/Box';
import Button from '@mui/material/Button';

/** Says how much is shown, and goes to the next page or back to the first. */
export const Pages = (props: {
  shown: number;
  total: number;
  /** What they are, e.g. `findings`. */
  what: string;
  /** Of the page that is shown; absent on the first. */
  at: string | undefined;
  next: string | undefined;
  onChange: (cursor: string | undefined) => void;
}) => {
  const { shown, total, what, at, next, onChange } = props;
  return (
    <Box
      component="nav"
      aria-label={`Pages of ${what}`}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
    >
      <span role="status">
        {shown} of {total} {what}
      </span>
      <Button size="small" disabled={!at} onClick={() => onChange(undefined)}>
        First page
      </Button>
      <Button size="small" disabled={!next} onClick={() => onChange(next)}>
        Next page
      </Button>
    </Box>
  );
};
