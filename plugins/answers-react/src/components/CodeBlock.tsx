import Box from '@mui/material/Box';

/** A text of programs as it is; it scrolls, also by keyboard. */
export const CodeBlock = (props: { label: string; text: string }) => (
  <Box
    component="pre"
    tabIndex={0}
    role="region"
    aria-label={props.label}
    sx={{
      m: 0,
      p: 2,
      maxHeight: 480,
      overflow: 'auto',
      bgcolor: 'action.hover',
      fontSize: 13,
    }}
  >
    {props.text}
  </Box>
);
