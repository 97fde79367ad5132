import { Link } from '@backstage/core-components';
import Typography from '@mui/material/Typography';
import { CopyText } from '@portolan/plugin-answers-react';
import { NextStep } from '@portolan/plugin-supply-chain-common';

/** What to do about an answer that is no pass. */
export const NextStepLine = ({ next }: { next: NextStep }) => (
  <Typography variant="body2" component="div" sx={{ mt: 0.5 }}>
    {next.kind === 'link' ? (
      <Link to={next.url}>{next.title}</Link>
    ) : (
      <>
        {next.title}: <CopyText text={next.command} what="command" />
      </>
    )}
  </Typography>
);
