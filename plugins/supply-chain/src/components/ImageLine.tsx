import Typography from '@mui/material/Typography';
import { CopyText, RelativeTime } from '@portolan/plugin-answers-react';
import { ContainerVerdict } from '@portolan/plugin-supply-chain-common';
import { shortDigest } from '../wording';

/** What runs: image, digest, since when, in how many pods. */
export const ImageLine = ({ container }: { container: ContainerVerdict }) => {
  const { image, digest, since, pods, role, workload } = container;
  return (
    <Typography component="div" sx={{ overflowWrap: 'anywhere' }}>
      {image}
      {digest && (
        <>
          {' · '}
          <CopyText text={digest} shown={shortDigest(digest)} what="digest" />
        </>
      )}
      {' · '}
      {role !== 'container' && `${role} container · `}
      {workload.kind} {workload.name} · runs since <RelativeTime at={since} />,{' '}
      {pods} {pods === 1 ? 'pod' : 'pods'}
    </Typography>
  );
};
