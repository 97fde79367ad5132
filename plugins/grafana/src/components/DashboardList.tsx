import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { EnvironmentLinks } from '@portolan/plugin-grafana-common';

const origins = {
  component: 'of this component',
  platform: 'of the platform',
} as const;

/** Dashboards with this environment filled in, and Explore. */
export const DashboardList = (props: {
  links: EnvironmentLinks;
  component: string;
}) => {
  const { dashboards, logs, metrics } = props.links;
  return (
    <Box component="ul" sx={{ pl: 2.5, m: 0, '& li': { py: 0.25 } }}>
      {dashboards.map(({ title, url, origin }) => (
        <li key={url}>
          <Link to={url}>{title}</Link>{' '}
          <Typography variant="body2" color="text.secondary" component="span">
            {origins[origin]}
          </Typography>
        </li>
      ))}
      {logs && (
        <li>
          <Link to={logs}>Explore its logs</Link>
        </li>
      )}
      {metrics && (
        <li>
          <Link to={metrics}>Explore its metrics</Link>
        </li>
      )}
      {dashboards.length === 0 && (
        <Typography component="li" color="text.secondary">
          No dashboard was found. One with the tag{' '}
          <code>{props.component}</code> shows here.
        </Typography>
      )}
    </Box>
  );
};
