import Box from '@mui/material/Box';
import { AnswerIcon } from '@portolan/plugin-answers-react';

/** In the place of answers, where an environment runs nothing, or nobody knows whether it does. */
export const NothingHere = (props: {
  /** `never`, or the time at which it was known; absent when it is known now. */
  knownAt: string | undefined;
}) => {
  const never = props.knownAt === 'never';
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <AnswerIcon answer={never ? 'unknown' : undefined} stale decorative />
      {never
        ? 'Nobody knows what runs: the cluster was never read'
        : 'not deployed'}
    </Box>
  );
};
