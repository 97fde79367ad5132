import { useApi } from '@backstage/frontend-plugin-api';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import {
  ExportRows,
  Loading,
  Pages,
  readKnown,
  Section,
  useFilters,
} from '@portolan/plugin-answers-react';
import { severities } from '@portolan/plugin-supply-chain-common';
import { supplyChainApiRef } from '../api';
import { findingCsv } from '../fleet';
import { useFindings } from '../hooks';
import { shortDigest } from '../wording';
import { Answered } from './Answered';
import { FindingFilters } from './FindingFilters';
import { FindingTable } from './FindingTable';

/** Vulnerabilities of a digest, filtered and paged by the server, the filters in the address. */
export const FindingsSection = (props: {
  digest: string;
  previousDigest: string | undefined;
}) => {
  const { digest, previousDigest } = props;
  const { parameters, set } = useFilters();
  const severity = readKnown(parameters, 'severity', severities);
  const fixable = parameters.get('fixable') === 'true' || undefined;
  const isNew = parameters.get('new') === 'true' || undefined;
  const after = parameters.get('after') ?? undefined;
  const filtered = severity ?? fixable ?? isNew;
  const api = useApi(supplyChainApiRef);
  const query = { severity, fixable, isNew, comparedWith: previousDigest };
  const findings = useFindings(digest, { ...query, cursor: after });
  return (
    <Section
      title="Findings"
      actions={
        <FindingFilters
          severity={severity?.length === 1 ? severity[0] : undefined}
          fixable={fixable ?? false}
          // With nothing before, nothing can be new.
          isNew={previousDigest === undefined ? undefined : isNew ?? false}
          onChange={changes => set({ ...changes, after: undefined })}
        />
      }
    >
      <Answered
        polled={findings}
        loading={<Loading what="the findings" height={240} />}
      >
        {({ items, total, cursor }) =>
          items.length > 0 ? (
            <>
              <FindingTable findings={items} />
              <Stack direction="row" flexWrap="wrap" gap={2}>
                <Pages
                  shown={items.length}
                  total={total}
                  what="findings"
                  at={after}
                  next={cursor}
                  onChange={next => set({ after: next })}
                />
                <ExportRows
                  name={`findings-${shortDigest(digest)}`}
                  listPage={paging =>
                    api.listFindings(digest, { ...query, ...paging })
                  }
                  toCsv={findingCsv}
                />
              </Stack>
            </>
          ) : (
            <Typography>
              {filtered !== undefined
                ? 'No finding matches these filters.'
                : 'No finding is known for this digest. Whether somebody looked is what the panel above says.'}
            </Typography>
          )
        }
      </Answered>
    </Section>
  );
};
