import FileCopyIcon from '@material-ui/icons/FileCopyOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useState } from 'react';

/** Text in the type of programs, with a button that copies all of it. */
export const CopyText = (props: {
  text: string;
  /** What to show in its place, where it is too long. */
  shown?: string;
  /** What the button copies, e.g. `digest`. */
  what: string;
}) => {
  const { text, shown = text, what } = props;
  const [copied, setCopied] = useState<string>();
  const label = copied === text ? `Copied` : `Copy ${what}`;
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', maxWidth: '100%' }}
    >
      <Box component="code" title={text} sx={{ overflowWrap: 'anywhere' }}>
        {shown}
      </Box>
      <Tooltip title={label}>
        <IconButton
          size="small"
          aria-label={label}
          onClick={async () => {
            await navigator.clipboard.writeText(text);
            setCopied(text);
          }}
        >
          <FileCopyIcon style={{ fontSize: 16 }} />
        </IconButton>
      </Tooltip>
    </Box>
  );
};
