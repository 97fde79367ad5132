import {
  Loading,
  Pages,
  Section,
  useFilters,
} from '@portolan/plugin-answers-react';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { EnvironmentGuardrails } from '@portolan/plugin-guardrails-common';
import { useResults } from '../hooks';
import { readResultQuery } from '../results';
import { Answered } from './Answered';
import { ResultFilters } from './ResultFilters';
import { ResultList } from './ResultList';

/** What policies found in one environment, filtered and paged by the server. */
export const ResultsSection = (props: {
  entityRef: string;
  environment: EnvironmentGuardrails;
}) => {
  const { entityRef, environment } = props;
  const { parameters, set } = useFilters();
  const { severity, result, stage, cursor } = readResultQuery(parameters);
  const query = {
    entityRef,
    cluster: [environment.cluster],
    namespace: [environment.namespace],
    severity,
    result,
    stage,
    cursor,
  };
  return (
    <Section
      title="What policies found"
      actions={
        <Stack direction="row" flexWrap="wrap" gap={2}>
          <ResultFilters
            query={query}
            onChange={changes => set({ ...changes, after: undefined })}
          />
        </Stack>
      }
    >
      <Answered
        polled={useResults(query)}
        loading={<Loading what="the results" height={240} />}
      >
        {({ items, total, cursor: next }) =>
          items.length > 0 ? (
            <Stack spacing={1}>
              <ResultList results={items} />
              <Pages
                shown={items.length}
                total={total}
                what="results"
                at={cursor}
                next={next}
                onChange={after => set({ after })}
              />
            </Stack>
          ) : (
            <Typography>
              {severity ?? result ?? stage
                ? 'No result matches these filters.'
                : 'No report speaks of this component here. That is not a pass: nobody evaluated it, or what evaluates does not report.'}
            </Typography>
          )
        }
      </Answered>
    </Section>
  );
};
