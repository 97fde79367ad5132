import Chip from '@mui/material/Chip';
import { MeshMode, Stage } from '@portolan/plugin-guardrails-common';
import { stageWord } from '../wording';

/** What a control does in a namespace: what refuses is filled, what only reports is not. */
export const StageChip = ({ stage }: { stage: Stage | MeshMode }) => (
  <Chip
    size="small"
    label={stageWord(stage)}
    variant={stage === 'enforce' || stage === 'STRICT' ? 'filled' : 'outlined'}
    // Backstage's theme leaves room below chips, for rows of them.
    sx={{ m: 0, fontWeight: 600 }}
  />
);
