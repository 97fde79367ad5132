import {
  Loading,
  Pages,
  SourceLine,
  useFilters,
} from '@portolan/plugin-answers-react';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useMatrix } from '../hooks';
import { fromCellRef, parseCellRef, readMatrixQuery } from '../results';
import { Answered } from './Answered';
import { CellPanel } from './CellPanel';
import { MatrixFilters } from './MatrixFilters';
import { MatrixTable } from './MatrixTable';

/** What each control does in each namespace; a cell opens beside it. */
export const MatrixView = () => {
  const { parameters, set } = useFilters();
  const query = readMatrixQuery(parameters);
  const { answer, stage, environment, owner, cluster, text } = query;
  const filtered = answer ?? stage ?? environment ?? owner ?? cluster ?? text;
  return (
    <Stack spacing={2}>
      <MatrixFilters
        query={query}
        onChange={changes => set({ ...changes, after: undefined })}
      />
      <Answered
        polled={useMatrix(query)}
        loading={<Loading what="namespaces and controls" height={480} />}
      >
        {({ controls, items, total, cursor, sources }, stale) => (
          <div>
            <SourceLine sources={sources} />
            {items.length > 0 ? (
              <MatrixTable
                controls={controls}
                rows={items}
                stale={stale}
                onOpen={cell => set({ cell: fromCellRef(cell) })}
              />
            ) : (
              <Typography>
                {filtered !== undefined
                  ? 'No namespace matches these filters.'
                  : 'No namespace is known. Rows appear when the portal has read the namespaces of the clusters in its configuration, under kubernetes.clusterLocatorMethods.'}
              </Typography>
            )}
            <Pages
              shown={items.length}
              total={total}
              what="namespaces"
              at={query.cursor}
              next={cursor}
              onChange={after => set({ after })}
            />
          </div>
        )}
      </Answered>
      <CellPanel
        cell={parseCellRef(parameters.get('cell'))}
        onClose={() => set({ cell: undefined })}
      />
    </Stack>
  );
};
