import Box from '@mui/material/Box';

/** Counts as lengths of one bar, with the same in words beneath: the bar is for the eye alone. */
export const ShareBar = (props: {
  parts: readonly { word: string; count: number; color: string }[];
  /** What is said where all of them are zero. */
  nothing: string;
}) => {
  const present = props.parts.filter(({ count }) => count > 0);
  return (
    <>
      <Box
        aria-hidden
        sx={{
          display: 'flex',
          height: 8,
          gap: '2px',
          borderRadius: 1,
          overflow: 'hidden',
          bgcolor: 'action.hover',
        }}
      >
        {present.map(({ word, count, color }) => (
          <Box
            key={word}
            sx={{ flexGrow: count, minWidth: 4, bgcolor: color }}
          />
        ))}
      </Box>
      <div>
        {present
          .map(({ word, count }) => `${count.toLocaleString('en')} ${word}`)
          .join(', ') || props.nothing}
      </div>
    </>
  );
};
