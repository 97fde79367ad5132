import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { RelativeTime, StateIcon } from '@portolan/plugin-answers-react';
import {
  decideSignal,
  EnvironmentSignals,
} from '@portolan/plugin-grafana-common';

/** The links that a person needs most: the first dashboard, logs, metrics. */
export const SignalLinks = ({ signals }: { signals: EnvironmentSignals }) => {
  const { dashboards, logs, metrics } = signals.links;
  const links = [
    { text: 'Dash', to: dashboards[0]?.url, title: dashboards[0]?.title },
    { text: 'Logs', to: logs, title: 'the last minutes in Explore' },
    { text: 'Explore', to: metrics, title: 'metrics in Explore' },
  ].filter(({ to }) => to !== undefined);
  return (
    <span>
      {links.map(({ text, to, title }, index) => (
        <span key={text}>
          {index > 0 && ' · '}
          <Link
            to={to!}
            title={title}
            aria-label={`${text} of ${signals.environment}`}
          >
            {text}
          </Link>
        </span>
      ))}
    </span>
  );
};

/**
 * One environment in two short lines: `● 0 alerts` and `Dash · Logs · Explore`.
 * For a cell of an overview; knows nothing of where its data comes from.
 */
export const EnvironmentSignal = (props: {
  signals: EnvironmentSignals;
  /** Without the second line, where links stand elsewhere. */
  withoutLinks?: boolean;
}) => {
  const { signals, withoutLinks } = props;
  const { alerts } = signals;
  const { answer, text } = decideSignal(alerts);
  return (
    <Box>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
        <StateIcon state={answer} />
        <Box
          component="span"
          sx={{ color: alerts?.stale ? 'text.secondary' : undefined }}
        >
          {text}
          {alerts?.stale && (
            <>
              {' '}
              (as of <RelativeTime at={alerts.asOf} />)
            </>
          )}
        </Box>
      </Box>
      {!withoutLinks && <SignalLinks signals={signals} />}
    </Box>
  );
};
