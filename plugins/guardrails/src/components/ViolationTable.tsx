import { Link } from '@backstage/core-components';
import {
  EntityRefLink,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { RelativeTime, RowTable } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { PolicyResult } from '@portolan/plugin-guardrails-common';
import { nameOf } from '../wording';
import { ResultMark } from './ResultMark';
import { SeverityMark } from './SeverityMark';
import { StageChip } from './StageChip';

const Where = ({ result }: { result: PolicyResult }) => {
  const linkOf = useEntityRefLink();
  const { entityRef, environment, cluster, namespace } = result;
  return (
    <>
      {entityRef ? <EntityRefLink entityRef={entityRef} /> : 'owned by nobody'}
      <Typography variant="body2" color="text.secondary" component="div">
        {nameOf(result.workload ?? result.resource)} · {cluster}
        {namespace && ` / ${namespace}`}
        {environment && ` · ${environment}`}
      </Typography>
      {entityRef && (
        <Link
          to={`${linkOf(entityRef)}/guardrails?${new URLSearchParams(
            environment ? { environment } : {},
          )}`}
        >
          What to do
        </Link>
      )}
    </>
  );
};

/** Results in the order of the server. On a phone a row's cells stand under one another. */
export const ViolationTable = (props: {
  results: readonly PolicyResult[];
  stale: boolean;
}) => (
  <RowTable
    label="Violations"
    headers={['Severity', 'Policy', 'Where', 'Stage', 'Since']}
    columns="110px 2fr 1.5fr 110px 110px"
    from="md"
    stale={props.stale}
  >
    {props.results.map(result => (
      <div role="row" key={result.id}>
        <div role="cell">
          <SeverityMark severity={result.severity} />
        </div>
        <Box role="rowheader" sx={{ display: 'flex', gap: 1 }}>
          <ResultMark result={result} />
          <div>
            <strong>
              {result.policy}
              {result.rule && ` · ${result.rule}`}
            </strong>
            <Box sx={{ color: 'text.secondary' }}>{result.message}</Box>
          </div>
        </Box>
        <div role="cell">
          <Where result={result} />
        </div>
        <div role="cell">
          <StageChip stage={result.stage} />
        </div>
        <div role="cell">
          <RelativeTime at={result.firstSeen} />
        </div>
      </div>
    ))}
  </RowTable>
);
