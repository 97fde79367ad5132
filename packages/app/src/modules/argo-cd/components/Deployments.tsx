import { InfoCard } from '@backstage/core-components';
import Skeleton from '@mui/material/Skeleton';
import Typography from '@mui/material/Typography';
import { summarise } from '../deployment';
import { Source } from '../hooks';
import { DeploymentTable } from './DeploymentTable';
import { SourceNotice } from './SourceNotice';

/** While Argo CD has not answered: as tall as three environments. */
const Loading = () => (
  <div role="status" aria-label="Asking Argo CD">
    <Skeleton width="40%" />
    <Skeleton variant="rectangular" height={176} sx={{ mt: 1 }} />
  </div>
);

const Answer = ({ sources }: { sources: Source[] }) => {
  const applications = sources.flatMap(source => source.applications);
  const stale = sources.some(({ failure }) => failure);
  return (
    <>
      <SourceNotice sources={sources} />
      {applications.length > 0 && (
        <>
          <Typography sx={{ mb: 1 }}>{summarise(applications)}</Typography>
          <DeploymentTable applications={applications} stale={stale} />
        </>
      )}
      {applications.length === 0 && !stale && (
        <Typography>
          Argo CD has no Application for this component yet. One appears when a
          file under tenants/ in the GitOps repository adds it; the template
          does that for new services.
        </Typography>
      )}
    </>
  );
};

/** Where a component runs and how it does there, also while Argo CD is away. */
export const Deployments = (props: {
  /** `undefined` while Argo CD is being asked. */
  sources: Source[] | undefined;
}) => (
  <InfoCard title="Deployments">
    {props.sources ? <Answer sources={props.sources} /> : <Loading />}
  </InfoCard>
);
