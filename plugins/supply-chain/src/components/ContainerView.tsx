import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { RelativeTime } from '@portolan/plugin-answers-react';
import {
  ContainerVerdict,
  EnvironmentVerdict,
} from '@portolan/plugin-supply-chain-common';
import { summariseContainer } from '../wording';
import { CheckPanel } from './CheckPanel';
import { Evidence } from './Evidence';
import { FindingsSection } from './FindingsSection';
import { HistorySection } from './HistorySection';
import { ImageLine } from './ImageLine';
import { SecretsSection } from './SecretsSection';

/** All about one container: what it runs, the three answers, what they rest on. */
export const ContainerView = (props: {
  entityRef: string;
  environment: EnvironmentVerdict;
  container: ContainerVerdict;
  stale: boolean;
  knownAt: string | undefined;
}) => {
  const { entityRef, environment, container, stale, knownAt } = props;
  const { digest, previousDigest, verdict } = container;
  return (
    <Stack spacing={3}>
      <div>
        <Typography variant="h6" component="h2">
          {summariseContainer(container)}
        </Typography>
        {knownAt && knownAt !== 'never' && (
          <Typography color="text.secondary">
            as of <RelativeTime at={knownAt} />
          </Typography>
        )}
        <ImageLine container={container} />
      </div>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { xs: '1fr', md: 'repeat(3, minmax(0, 1fr))' },
        }}
      >
        {verdict.checks.map(check => (
          <CheckPanel
            key={check.question}
            check={check}
            verdict={verdict}
            stale={stale}
          />
        ))}
      </Box>
      {digest ? (
        <>
          <FindingsSection digest={digest} previousDigest={previousDigest} />
          {(verdict.scan?.secrets ?? 0) > 0 && (
            <SecretsSection digest={digest} />
          )}
          <HistorySection
            entityRef={entityRef}
            environment={environment}
            container={container}
          />
          <Evidence digest={digest} />
        </>
      ) : (
        <Typography>
          The node has not said yet which digest it runs; findings and evidence
          appear when it has pulled the image.
        </Typography>
      )}
    </Stack>
  );
};
