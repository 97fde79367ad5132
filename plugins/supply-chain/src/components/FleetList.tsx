import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Pages, SourceLine, useFilters } from '@portolan/plugin-answers-react';
import {
  FleetFilter,
  SourceFreshness,
} from '@portolan/plugin-supply-chain-common';
import { ReactNode } from 'react';

/** A page of what runs: what could not be read above it, and the ways to the rest of it beneath. */
export const FleetList = (props: {
  page: {
    items: readonly unknown[];
    total: number;
    cursor?: string;
    sources: readonly SourceFreshness[];
  };
  /** What its rows are, e.g. `images`. */
  what: string;
  filter: FleetFilter;
  exported: ReactNode;
  children: ReactNode;
}) => {
  const { page, what, filter, exported, children } = props;
  const { parameters, set } = useFilters();
  const isFiltered = Object.values(filter).some(value => value !== undefined);
  return (
    <>
      <SourceLine sources={page.sources} />
      {page.items.length > 0 ? (
        children
      ) : (
        <Typography>
          {isFiltered
            ? 'Nothing that runs matches these filters.'
            : 'Nothing is known to run. Rows appear when the portal has read the pods of the clusters in its configuration, under kubernetes.clusterLocatorMethods.'}
        </Typography>
      )}
      <Stack direction="row" flexWrap="wrap" gap={2}>
        <Pages
          shown={page.items.length}
          total={page.total}
          what={what}
          at={parameters.get('after') ?? undefined}
          next={page.cursor}
          onChange={next => set({ after: next })}
        />
        {exported}
      </Stack>
    </>
  );
};
