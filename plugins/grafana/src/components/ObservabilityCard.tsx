import {
  Entity,
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@mui/material/Typography';
import { Loading } from '@portolan/plugin-answers-react';
import { useEnvironmentSignals } from '../hooks';
import { summarise } from '../signals/summarise';
import { NoEnvironments } from './NoEnvironments';
import { Answered } from './Answered';
import { SignalTable } from './SignalTable';
import { SourceNotices } from './SourceNotices';

/** Where the tab of the entity shows one environment. */
function useDetails(entity: Entity) {
  const entityRoute = useRouteRef(entityRouteRef);
  if (!entityRoute) return undefined;
  const { kind, namespace, name } = getCompoundEntityRef(entity);
  const page = entityRoute({ kind: kind.toLowerCase(), namespace, name });
  return (environment: string) =>
    `${page}/observability?environment=${encodeURIComponent(environment)}`;
}

/** On the overview of a component: alerts of each environment, and the way to dashboards and logs. */
export const ObservabilityCard = () => {
  const { entity } = useEntity();
  const detailsOf = useDetails(entity);
  const signals = useEnvironmentSignals(stringifyEntityRef(entity));
  return (
    <InfoCard title="Observability">
      <Answered
        polled={signals}
        loading={<Loading what="Grafana" height={176} />}
      >
        {({ items, errors }) => (
          <>
            <SourceNotices errors={errors} />
            {items.length > 0 ? (
              <>
                <Typography sx={{ mb: 1 }}>{summarise(items)}</Typography>
                <SignalTable items={items} detailsOf={detailsOf} />
              </>
            ) : (
              <NoEnvironments />
            )}
          </>
        )}
      </Answered>
    </InfoCard>
  );
};
