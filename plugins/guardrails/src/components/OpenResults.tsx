import { Link } from '@backstage/core-components';
import {
  EntityRefLink,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Loading } from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { PolicyResult } from '@portolan/plugin-guardrails-common';
import { useResults } from '../hooks';
import { CellRef } from '../results';
import { nameOf } from '../wording';
import { Answered } from './Answered';
import { ResultMark } from './ResultMark';
import { SeverityMark } from './SeverityMark';

/** How many are shown; the whole list is a page of its own. */
const shown = 20;

const OpenResult = ({ result }: { result: PolicyResult }) => {
  const linkOf = useEntityRefLink();
  const { entityRef, environment, exceptions } = result;
  const search = new URLSearchParams(environment ? { environment } : {});
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, py: 1 }}>
      <ResultMark result={result} />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
          <strong>{nameOf(result.workload ?? result.resource)}</strong>
          <SeverityMark severity={result.severity} />
        </Box>
        <div>{result.message}</div>
        {exceptions.length > 0 && (
          <Typography variant="body2" color="text.secondary">
            named by {exceptions.join(', ')}
          </Typography>
        )}
        {entityRef ? (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
            <EntityRefLink entityRef={entityRef} />
            <Link to={`${linkOf(entityRef)}/guardrails?${search}`}>
              What to do
            </Link>
          </Box>
        ) : (
          <Typography variant="body2" color="text.secondary">
            owned by nobody
          </Typography>
        )}
      </Box>
    </Box>
  );
};

/** What is no pass in one cell, with who owns it. */
export const OpenResults = ({ cell }: { cell: CellRef }) => (
  <Answered
    polled={useResults({
      cluster: [cell.cluster],
      namespace: [cell.namespace],
      control: [cell.control],
      result: ['fail', 'error', 'unknown', 'warn'],
      limit: shown,
    })}
    loading={<Loading what="what is open" height={120} />}
  >
    {({ items, total }) =>
      items.length > 0 ? (
        <>
          <Box component="ul" sx={{ listStyle: 'none', p: 0, m: 0 }}>
            {items.map(result => (
              <OpenResult key={result.id} result={result} />
            ))}
          </Box>
          {total > items.length && (
            <Typography>
              {items.length} of {total}; the tab Violations has all of them.
            </Typography>
          )}
        </>
      ) : (
        <Typography color="text.secondary">
          No report says that anything violates it. Whether everything was
          looked at is what the sentence above says.
        </Typography>
      )
    }
  </Answered>
);
