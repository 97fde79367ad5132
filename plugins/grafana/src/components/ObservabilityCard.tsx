import {
  Entity,
  getCompoundEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import Typography from '@mui/material/Typography';
import { useEnvironmentSignals } from '../hooks';
import { summarise } from '../signals/summarise';
import { NoEnvironments } from './NoEnvironments';
import { PolledContent } from './PolledContent';
import { SignalTable } from './SignalTable';
import { SourceNotices } from './SourceNotices';
import { Waiting } from './Waiting';

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
      <PolledContent
        polled={signals}
        loading={<Waiting label="Asking Grafana" height={176} />}
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
      </PolledContent>
    </InfoCard>
  );
};
