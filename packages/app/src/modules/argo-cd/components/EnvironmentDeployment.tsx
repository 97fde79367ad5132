import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { RelativeTime, StateIcon } from '@portolan/plugin-answers-react';
import { Application } from '../api';
import { decideState } from '../deployment';

/** Its sync and health, in Argo CD's words. */
export const ApplicationState = (props: {
  application: Application;
  stale: boolean;
}) => {
  const { application, stale } = props;
  const state = decideState(application);
  const { syncStatus, healthStatus } = application;
  return (
    <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
      <StateIcon state={state} stale={stale} />
      {state === 'nothing' ? (
        <span>not deployed</span>
      ) : (
        <span>
          <span>{syncStatus}</span> · <span>{healthStatus}</span>
        </span>
      )}
    </Box>
  );
};

/** The commit that is deployed, and since when. */
export const ApplicationRevision = ({
  application,
}: {
  application: Application;
}) => {
  const { revision, repositoryUrl, deployedAt } = application;
  if (!revision || decideState(application) === 'nothing') return null;
  const short = <code>{revision.slice(0, 7)}</code>;
  return (
    <>
      {repositoryUrl ? (
        <Link to={`${repositoryUrl}/commit/${revision}`}>{short}</Link>
      ) : (
        short
      )}
      {deployedAt && (
        <>
          {' · '}
          <RelativeTime at={deployedAt} />
        </>
      )}
    </>
  );
};

/** One environment in two short lines, for a cell of an overview. */
export const EnvironmentDeployment = (props: {
  application: Application;
  stale: boolean;
}) => (
  <Box sx={{ color: props.stale ? 'text.secondary' : undefined }}>
    <ApplicationState {...props} />
    <ApplicationRevision application={props.application} />
  </Box>
);
