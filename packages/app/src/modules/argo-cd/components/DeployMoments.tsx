import { InfoCard, Link } from '@backstage/core-components';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import { RelativeTime, RowTable } from '@portolan/plugin-answers-react';
import { Application } from '../api';
import { listDeploys } from '../deployment';

/** From each of the last deploys to dashboards and logs around its moment. */
export const DeployMoments = ({
  applications,
}: {
  applications: Application[];
}) => {
  const { entity } = useEntity();
  const entityPath = useEntityRefLink()(entity);
  const deploys = listDeploys(applications, { limit: 10 });
  if (deploys.length === 0) return null;
  return (
    <InfoCard title="Around each deploy">
      <RowTable
        label="Around each deploy"
        headers={['Environment', 'Deployed', 'Around it']}
        columns="1fr 1.2fr 1fr"
      >
        {deploys.map(({ at, revision, application, environment }) => (
          <div role="row" key={`${application.name} ${at}`}>
            <div role="rowheader">
              <strong>{environment}</strong>
            </div>
            <div role="cell">
              {revision && (
                <>
                  <code>{revision.slice(0, 7)}</code>
                  {' · '}
                </>
              )}
              <RelativeTime at={at} />
            </div>
            <div role="cell">
              <Link
                to={`${entityPath}/observability?${new URLSearchParams({
                  environment,
                  at,
                })}`}
                aria-label={`Alerts, dashboards and logs of ${environment} at ${at}`}
              >
                Dashboards and logs
              </Link>
            </div>
          </div>
        ))}
      </RowTable>
    </InfoCard>
  );
};
