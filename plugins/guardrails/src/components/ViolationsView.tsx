import { useApi } from '@backstage/frontend-plugin-api';
import {
  ExportRows,
  Loading,
  Pages,
  SourceLine,
  TextFilters,
  useFilters,
} from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ResultState } from '@portolan/plugin-guardrails-common';
import { guardrailsApiRef } from '../api';
import { useResults } from '../hooks';
import { readResultQuery, resultCsv } from '../results';
import { Answered } from './Answered';
import { ResultFilters } from './ResultFilters';
import { ViolationTable } from './ViolationTable';

/** What is no pass, unless the address asks for another result. */
const noPass: readonly ResultState[] = ['fail', 'error', 'unknown', 'warn'];

/** Everything that policies found in all namespaces, the worst first. */
export const ViolationsView = () => {
  const api = useApi(guardrailsApiRef);
  const { parameters, set } = useFilters();
  const asked = readResultQuery(parameters);
  const query = { ...asked, result: asked.result ?? noPass };
  const filter = (changes: Record<string, string | undefined>) =>
    set({ ...changes, after: undefined });
  return (
    <Stack spacing={2}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <TextFilters
          label="Filter violations"
          labels={{
            text: 'Policy, resource or message',
            environment: 'Environment',
            namespace: 'Namespace',
            owner: 'Owner',
          }}
          applied={{
            text: asked.text ?? '',
            environment: asked.environment?.[0] ?? '',
            namespace: asked.namespace?.[0] ?? '',
            owner: asked.owner?.[0] ?? '',
          }}
          onSend={filter}
        />
        <ResultFilters query={asked} onChange={filter} />
      </Box>
      <Answered
        polled={useResults(query)}
        loading={<Loading what="violations" height={480} />}
      >
        {({ items, total, cursor, sources }, stale) => (
          <div>
            <SourceLine sources={sources} />
            {items.length > 0 ? (
              <ViolationTable results={items} stale={stale} />
            ) : (
              <Typography>
                No report says that anything violates a policy, with these
                filters. What was never evaluated stands in the matrix.
              </Typography>
            )}
            <Stack direction="row" flexWrap="wrap" gap={2} sx={{ mt: 2 }}>
              <Pages
                shown={items.length}
                total={total}
                what="violations"
                at={asked.cursor}
                next={cursor}
                onChange={after => set({ after })}
              />
              <ExportRows
                name="violations"
                listPage={paging => api.listResults({ ...query, ...paging })}
                toCsv={resultCsv}
              />
            </Stack>
          </div>
        )}
      </Answered>
    </Stack>
  );
};
