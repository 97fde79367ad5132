import { AnswerIcon, RelativeTime } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { EnvironmentGuardrails } from '@portolan/plugin-guardrails-common';
import { ReactNode } from 'react';
import { blockWords, meshMark, meshWord, outsideWord } from '../wording';

const Line = (props: { icon: ReactNode; children: ReactNode }) => (
  <Box sx={{ display: 'flex', gap: 1 }}>
    <Box sx={{ pt: '3px', display: 'flex' }}>{props.icon}</Box>
    <span>{props.children}</span>
  </Box>
);

/** What is violated, and what that stops. */
export const ViolationLines = (props: {
  environment: EnvironmentGuardrails;
  stale?: boolean;
}) => {
  const { environment } = props;
  const { answer, code, sentence, asOf } = environment;
  const stale = props.stale || code === 'stale';
  const blocks = blockWords(environment);
  return (
    <Box sx={{ color: stale ? 'text.secondary' : undefined }}>
      <Line
        icon={<AnswerIcon answer={answer} stale={stale} decorative={!answer} />}
      >
        {sentence}
      </Line>
      {blocks && (
        <Typography variant="body2" color="text.secondary">
          {blocks}
        </Typography>
      )}
      {code === 'stale' && asOf && (
        <Typography variant="body2">
          as of <RelativeTime at={asOf} />
        </Typography>
      )}
    </Box>
  );
};

/** How the mesh treats it, and what is not in it. */
export const MeshLine = (props: {
  environment: EnvironmentGuardrails;
  stale?: boolean;
}) => {
  const { mesh, code } = props.environment;
  if (code === 'nothing-runs') return null;
  const outside = outsideWord(mesh);
  return (
    <Line
      icon={
        <AnswerIcon answer={meshMark(mesh)} stale={props.stale} decorative />
      }
    >
      {meshWord(mesh.mode)}
      {outside && `, ${outside}`}
    </Line>
  );
};

/**
 * One environment in two or three short lines. For a cell of an overview; knows
 * nothing of where its data comes from.
 */
export const EnvironmentGuardrail = (props: {
  environment: EnvironmentGuardrails;
  stale?: boolean;
}) => (
  <Box sx={{ display: 'grid', gap: 0.5 }}>
    <ViolationLines {...props} />
    <MeshLine {...props} />
  </Box>
);
