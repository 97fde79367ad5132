import { Link } from '@backstage/core-components';
import Typography from '@mui/material/Typography';
import { RowTable } from '@portolan/plugin-answers-react';
import { Application } from '../api';
import { compareEnvironments, decideState, environmentOf } from '../deployment';
import { ApplicationRevision, ApplicationState } from './EnvironmentDeployment';

/** What to do about an Application that is not in order. */
const NextStep = ({ application }: { application: Application }) => {
  const { message, url } = application;
  if (decideState(application) !== 'fail' && !message) return null;
  return (
    <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
      {message &&
        `${message.length > 240 ? `${message.slice(0, 240)}…` : message} `}
      {url && <Link to={url}>See what differs in Argo CD</Link>}
    </Typography>
  );
};

/**
 * One row for each Application, in the order of the environments. On a phone a
 * row's cells stand under one another.
 */
export const DeploymentTable = (props: {
  applications: Application[];
  /** What is shown was true once, and may not be now. */
  stale: boolean;
}) => {
  const applications = [...props.applications].sort((one, other) =>
    compareEnvironments(environmentOf(one), environmentOf(other)),
  );
  return (
    <RowTable
      label="Deployments"
      headers={['Environment', 'State', 'Deployed']}
      columns="1fr 1.2fr 1fr"
      stale={props.stale}
    >
      {applications.map(application => (
        <div role="row" key={`${application.namespace}/${application.name}`}>
          <div role="rowheader">
            <strong>{environmentOf(application)}</strong>
            <br />
            {application.url ? (
              <Link to={application.url}>{application.name}</Link>
            ) : (
              application.name
            )}
          </div>
          <div role="cell">
            <ApplicationState application={application} stale={props.stale} />
            <NextStep application={application} />
          </div>
          <div role="cell">
            <ApplicationRevision application={application} />
          </div>
        </div>
      ))}
    </RowTable>
  );
};
