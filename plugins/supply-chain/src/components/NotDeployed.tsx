import Typography from '@mui/material/Typography';
import { RelativeTime } from '@portolan/plugin-answers-react';

/** In the place of a container, where an environment runs none. */
export const NotDeployed = (props: {
  environment: string;
  knownAt: string | undefined;
}) => {
  const { environment, knownAt } = props;
  if (knownAt === 'never') {
    return (
      <Typography>
        Nobody knows what runs in {environment}: its cluster was never read to
        the end.
      </Typography>
    );
  }
  return (
    <Typography>
      – not deployed in {environment}
      {knownAt && (
        <>
          , as of <RelativeTime at={knownAt} />
        </>
      )}
      . The answers appear after the first promotion to it.
    </Typography>
  );
};
