import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useEntity } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Loading, StateIcon } from '@portolan/plugin-answers-react';
import {
  decideSignal,
  EnvironmentSignals,
} from '@portolan/plugin-grafana-common';
import { useSearchParams } from 'react-router-dom';
import { useEnvironmentSignals } from '../hooks';
import { AlertList } from './AlertList';
import { DashboardList } from './DashboardList';
import { LogTail } from './LogTail';
import { NoEnvironments } from './NoEnvironments';
import { Answered } from './Answered';
import { SourceNotices } from './SourceNotices';

const EnvironmentChoice = (props: {
  items: EnvironmentSignals[];
  chosen: string;
  onChoose: (environment: string) => void;
}) => (
  <ToggleButtonGroup
    exclusive
    size="small"
    aria-label="Environment"
    value={props.chosen}
    onChange={(_, environment: string | null) =>
      environment && props.onChoose(environment)
    }
    sx={{ mb: 2, flexWrap: 'wrap' }}
  >
    {props.items.map(({ environment, alerts }) => (
      <ToggleButton
        key={environment}
        value={environment}
        sx={{ gap: 1, textTransform: 'none' }}
      >
        <StateIcon state={decideSignal(alerts).answer} />
        {environment}
      </ToggleButton>
    ))}
  </ToggleButtonGroup>
);

const Environment = (props: {
  entityRef: string;
  component: string;
  signals: EnvironmentSignals;
  pod?: string;
  onPodChange: (pod: string | undefined) => void;
}) => {
  const { signals } = props;
  const { environment, alerts, links } = signals;
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr)',
          md: 'repeat(2, minmax(0, 1fr))',
        },
        '& > :last-child': { gridColumn: { md: '1 / -1' } },
      }}
    >
      <InfoCard title="Alerts" subheader={decideSignal(alerts).text}>
        <AlertList alerts={alerts} />
      </InfoCard>
      <InfoCard
        title="Dashboards"
        subheader={`${signals.cluster} / ${signals.namespace}`}
      >
        <DashboardList links={links} component={props.component} />
      </InfoCard>
      <InfoCard title="Logs">
        <LogTail
          key={environment}
          entityRef={props.entityRef}
          environment={environment}
          pod={props.pod}
          onPodChange={props.onPodChange}
        />
      </InfoCard>
    </Box>
  );
};

/**
 * Alerts, dashboards and logs of one environment at a time. The URL says which:
 * `environment`, `pod`, and `at` for the moment of a deploy.
 */
export const ObservabilityTab = () => {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [parameters, setParameters] = useSearchParams();
  const at = parameters.get('at') ?? undefined;
  const signals = useEnvironmentSignals(entityRef, { at });
  const change = (name: string, value: string | undefined) =>
    setParameters(
      before => {
        const after = new URLSearchParams(before);
        after.delete('pod');
        if (value) after.set(name, value);
        return after;
      },
      { replace: true },
    );
  return (
    <Answered
      polled={signals}
      loading={<Loading what="Grafana" height={420} />}
    >
      {({ items, errors }) => {
        const asked = parameters.get('environment');
        const chosen =
          items.find(({ environment }) => environment === asked) ??
          items[items.length - 1];
        return (
          <>
            <SourceNotices errors={errors} />
            {at && (
              <Alert severity="info" sx={{ mb: 2 }}>
                Links show the time around {new Date(at).toLocaleString()}.
              </Alert>
            )}
            {chosen ? (
              <>
                <EnvironmentChoice
                  items={items}
                  chosen={chosen.environment}
                  onChoose={environment => change('environment', environment)}
                />
                <Environment
                  entityRef={entityRef}
                  component={entity.metadata.name}
                  signals={chosen}
                  pod={parameters.get('pod') ?? undefined}
                  onPodChange={pod => change('pod', pod)}
                />
              </>
            ) : (
              <NoEnvironments />
            )}
          </>
        );
      }}
    </Answered>
  );
};
