import { Link } from '@backstage/core-components';
import Box from '@mui/material/Box';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { Loading } from '@portolan/plugin-answers-react';
import { useLogTail } from '../hooks';
import { LogLines } from './LogLines';
import { Answered } from './Answered';
import { SourceNotices } from './SourceNotices';

const minutesBetween = (from: string, to: string) =>
  Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

/** The last lines of an environment, of all pods or of one. */
export const LogTail = (props: {
  entityRef: string;
  environment: string;
  pod?: string;
  onPodChange: (pod: string | undefined) => void;
}) => {
  const { entityRef, environment, pod } = props;
  const tail = useLogTail(entityRef, { environment, pod });
  return (
    <Answered polled={tail} loading={<Loading what="logs" height={240} />}>
      {({ items, errors, pods, from, to, truncated, url }) => (
        <>
          <SourceNotices errors={errors} />
          <Box
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: 2,
              alignItems: 'center',
              mb: 1,
            }}
          >
            <TextField
              select
              size="small"
              label="Pod"
              value={pod ?? ''}
              onChange={event =>
                props.onPodChange(event.target.value || undefined)
              }
              sx={{ minWidth: 220 }}
              // The empty value is a choice here, and has a text.
              SelectProps={{ displayEmpty: true }}
              InputLabelProps={{ shrink: true }}
            >
              <MenuItem value="">All pods</MenuItem>
              {[...new Set([...pods, ...(pod ? [pod] : [])])].map(name => (
                <MenuItem key={name} value={name}>
                  {name}
                </MenuItem>
              ))}
            </TextField>
            <Typography variant="body2" color="text.secondary">
              The last {minutesBetween(from, to)} minutes
              {truncated && `, the newest ${items.length} lines`}
            </Typography>
            {url && <Link to={url}>Open in Explore</Link>}
          </Box>
          {items.length > 0 && (
            <LogLines lines={items} withPods={pod === undefined} />
          )}
          {items.length === 0 && errors.length === 0 && (
            <Typography>
              Nothing was written in this time. Lines appear here as soon as a
              container writes them and the cluster's agent sends them to Loki.
            </Typography>
          )}
        </>
      )}
    </Answered>
  );
};
