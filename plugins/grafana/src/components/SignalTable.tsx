import { Link } from '@backstage/core-components';
import Typography from '@mui/material/Typography';
import { RelativeTime, RowTable } from '@portolan/plugin-answers-react';
import { EnvironmentSignals } from '@portolan/plugin-grafana-common';
import { EnvironmentSignal, SignalLinks } from './EnvironmentSignal';

/** The alert that a person should look at first. */
const FirstAlert = ({ signals }: { signals: EnvironmentSignals }) => {
  const first = signals.alerts?.items[0];
  if (!first) return null;
  return (
    <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
      {first.name}
      {first.since && (
        <>
          {' · '}
          <RelativeTime at={first.since} />
        </>
      )}
    </Typography>
  );
};

/** One row for each environment. On a phone a row's cells stand under one another. */
export const SignalTable = (props: {
  items: EnvironmentSignals[];
  /** Where the details of an environment are, in the portal. */
  detailsOf?: (environment: string) => string;
}) => (
  <RowTable
    label="Alerts and links by environment"
    headers={['Environment', 'Alerts', 'Open in Grafana']}
    columns="1fr 1.2fr 1fr"
  >
    {props.items.map(signals => (
      <div role="row" key={signals.environment}>
        <div role="rowheader">
          <strong>
            {props.detailsOf ? (
              <Link to={props.detailsOf(signals.environment)}>
                {signals.environment}
              </Link>
            ) : (
              signals.environment
            )}
          </strong>
          <Typography variant="body2" color="text.secondary">
            {signals.cluster} / {signals.namespace}
          </Typography>
        </div>
        <div role="cell">
          <EnvironmentSignal signals={signals} withoutLinks />
          <FirstAlert signals={signals} />
        </div>
        <div role="cell">
          <SignalLinks signals={signals} />
        </div>
      </div>
    ))}
  </RowTable>
);
