import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { visuallyHidden } from '@mui/utils';
import { RelativeTime } from '@portolan/plugin-answers-react';
import { EnvironmentSignals } from '@portolan/plugin-grafana-common';
import { Link } from 'react-router-dom';
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

const headers = ['Environment', 'Alerts', 'Open in Grafana'];

/** One row for each environment. On a phone a row's cells stand under one another. */
export const SignalTable = (props: {
  items: EnvironmentSignals[];
  /** Where the details of an environment are, in the portal. */
  detailsOf?: (environment: string) => string;
}) => (
  <Box
    role="table"
    aria-label="Alerts and links by environment"
    sx={theme => ({
      '& [role=row]': {
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '1fr 1.2fr 1fr' },
        columnGap: 2,
        rowGap: 0.5,
        alignItems: 'center',
        py: 1,
      },
      '& [role=row] + [role=row]': {
        borderTop: `1px solid ${theme.palette.divider}`,
      },
      '& [role=rowheader] a': { color: theme.palette.primary.main },
      [theme.breakpoints.down('sm')]: {
        '& [role=columnheader]': visuallyHidden,
      },
    })}
  >
    <Box role="row" sx={{ color: 'text.secondary' }}>
      {headers.map(header => (
        <div role="columnheader" key={header}>
          {header}
        </div>
      ))}
    </Box>
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
  </Box>
);
