import Box from '@mui/material/Box';
import { Mark } from './Mark';

/** Mark and name, in the colour of the text around. */
export const Logo = (props: { size: number }) => (
  <Box sx={{ display: 'inline-flex', alignItems: 'center', gap: 1.5 }}>
    <Mark size={props.size} />
    <Box
      component="span"
      sx={{
        fontFamily:
          '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
        fontSize: props.size * 0.72,
        letterSpacing: '0.02em',
        lineHeight: 1,
      }}
    >
      Portolan
    </Box>
  </Box>
);
