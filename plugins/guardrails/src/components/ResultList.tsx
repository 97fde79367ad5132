import { Unfold } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { PolicyResult } from '@portolan/plugin-guardrails-common';
import { ResultFacts } from './ResultFacts';
import { ResultMark } from './ResultMark';
import { SeverityMark } from './SeverityMark';
import { StageChip } from './StageChip';

const Title = ({ result }: { result: PolicyResult }) => (
  <Box sx={{ display: 'flex', gap: 1.5, minWidth: 0 }}>
    <ResultMark result={result} />
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 1.5,
          alignItems: 'center',
        }}
      >
        <strong>
          {result.policy}
          {result.rule && ` · ${result.rule}`}
        </strong>
        <SeverityMark severity={result.severity} />
        <StageChip stage={result.stage} />
      </Box>
      <Box sx={{ color: 'text.secondary' }}>{result.message}</Box>
    </Box>
  </Box>
);

/** Results in the order of the server, the worst first; each opens. */
export const ResultList = (props: { results: readonly PolicyResult[] }) => (
  <Stack spacing={1} component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
    {props.results.map(result => (
      <li key={result.id}>
        <Unfold title={<Title result={result} />}>
          <ResultFacts result={result} />
        </Unfold>
      </li>
    ))}
  </Stack>
);
