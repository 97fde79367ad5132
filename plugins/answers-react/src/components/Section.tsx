import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { ReactNode, useId } from 'react';

/** A titled part of a page, with what belongs to its title beside it. */
export const Section = (props: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) => {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 2,
          rowGap: 1,
          alignItems: 'center',
          mb: 1,
        }}
      >
        <Typography variant="h6" component="h3" id={id} sx={{ m: 0 }}>
          {props.title}
        </Typography>
        {props.actions}
      </Box>
      {props.children}
    </section>
  );
};
