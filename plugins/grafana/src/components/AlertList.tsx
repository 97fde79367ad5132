import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Typography from '@mui/material/Typography';
import { RelativeTime, StateIcon } from '@portolan/plugin-answers-react';
import {
  EnvironmentAlert,
  EnvironmentAlerts,
} from '@portolan/plugin-grafana-common';

const AlertItem = ({ alert }: { alert: EnvironmentAlert }) => {
  const { name, state, since, severity, summary, description, runbookUrl } =
    alert;
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5, py: 1 }}>
      <Box sx={{ pt: 0.5 }}>
        <StateIcon state={state === 'firing' ? 'fail' : 'warning'} />
      </Box>
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box
          sx={{
            display: 'flex',
            gap: 1,
            flexWrap: 'wrap',
            alignItems: 'center',
          }}
        >
          <strong>{name}</strong>
          {severity && (
            // Backstage's theme leaves room below chips, for rows of them.
            <Chip
              size="small"
              variant="outlined"
              label={severity}
              sx={{ m: 0 }}
            />
          )}
          <Typography variant="body2" color="text.secondary" component="span">
            {state}
            {since && (
              <>
                {' · since '}
                <RelativeTime at={since} />
              </>
            )}
          </Typography>
        </Box>
        {summary && <Typography variant="body2">{summary}</Typography>}
        {description && (
          <Typography variant="body2" color="text.secondary">
            {description}
          </Typography>
        )}
        {runbookUrl && (
          <Link to={runbookUrl} aria-label={`Runbook of ${name}`}>
            Runbook
          </Link>
        )}
      </Box>
    </Box>
  );
};

/** Firing and pending alerts; "none" only when every source said so. */
export const AlertList = ({ alerts }: { alerts?: EnvironmentAlerts }) => {
  if (!alerts) {
    return (
      <Typography color="text.secondary">
        Nobody knows whether there are alerts: no source of them answers.
      </Typography>
    );
  }
  const { items, complete, stale, asOf } = alerts;
  return (
    <>
      {items.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
          {items.map(alert => (
            <AlertItem
              key={JSON.stringify([alert.state, alert.labels])}
              alert={alert}
            />
          ))}
        </Box>
      )}
      {items.length === 0 && (
        <Typography color={complete && !stale ? undefined : 'text.secondary'}>
          {complete
            ? 'No alert is firing or pending.'
            : 'The sources that answer have no alert; others do not answer.'}
        </Typography>
      )}
      {stale && (
        <Typography variant="body2" color="text.secondary">
          As of <RelativeTime at={asOf} />: not all of it can be asked for now.
        </Typography>
      )}
    </>
  );
};
