import Box from '@mui/material/Box';
import { LogLine } from '@portolan/plugin-grafana-common';

const marked = /^(error|fatal|critical|warn)/;

const time = (text: string) =>
  new Date(text).toLocaleTimeString([], { hour12: false });

/** Lines as they were written, newest first; the level stands in words beside its colour. */
export const LogLines = (props: { lines: LogLine[]; withPods: boolean }) => (
  <Box
    component="ol"
    aria-label="Log lines, newest first"
    // A region that scrolls must be reached by keyboard, too.
    tabIndex={0}
    sx={theme => ({
      listStyle: 'none',
      m: 0,
      p: 1,
      maxHeight: 420,
      overflow: 'auto',
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: 1,
      fontFamily: 'ui-monospace, monospace',
      fontSize: 12.5,
      // JSON has few spaces: it breaks where the line is full.
      '& li': { py: 0.25, wordBreak: 'break-all' },
      '& time, & small': { color: 'text.secondary', mr: 1 },
    })}
  >
    {props.lines.map(({ id, time: at, line, pod, container, level }) => (
      <li key={[id, pod, container, line].join(' ')}>
        <time dateTime={at} title={at}>
          {time(at)}
        </time>
        {props.withPods && pod && <small>{pod}</small>}
        {level && marked.test(level) && (
          <Box
            component="strong"
            sx={{
              mr: 1,
              color: level.startsWith('warn') ? 'warning.main' : 'error.main',
            }}
          >
            {level}
          </Box>
        )}
        <span>{line}</span>
      </li>
    ))}
  </Box>
);
