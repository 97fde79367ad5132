import { InfoCard } from '@backstage/core-components';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { AnswerIcon, Loading, RowTable } from '@portolan/plugin-answers-react';
import { SignalName, signalNames, Signals, signalTitles } from '../signals';
import { summarise } from '../summarise';
import { Row, toRows } from '../toRows';
import { useSignals } from '../useSignals';
import { Notices } from './Notices';
import { SignalCell } from './SignalCell';

const tabs: Readonly<Record<SignalName, string>> = {
  deployed: 'deployments',
  trust: 'supply-chain',
  guardrails: 'guardrails',
  health: 'observability',
};

const EnvironmentRow = (props: {
  row: Row;
  signals: Signals;
  entityPath: string;
}) => {
  const { row, signals, entityPath } = props;
  const { environment, cells, mark } = row;
  return (
    <Box
      role="row"
      // The eye meets first what is not in order.
      sx={
        mark === 'fail'
          ? theme => ({
              mx: -1.5,
              px: 1.5,
              boxShadow: `inset 4px 0 0 ${theme.palette.error.main}`,
              bgcolor: 'action.hover',
            })
          : undefined
      }
    >
      <Box role="rowheader" sx={{ display: 'flex', gap: 1 }}>
        <Box sx={{ pt: '3px', display: 'flex' }}>
          <AnswerIcon answer={mark} />
        </Box>
        <strong>{environment}</strong>
      </Box>
      {signalNames.map(name => (
        <SignalCell
          key={name}
          name={name}
          environment={environment}
          signal={signals[name]}
          said={cells[name]}
          to={`${entityPath}/${tabs[name]}?${new URLSearchParams({
            environment: cells[name].at(0)?.name ?? environment,
          })}`}
        />
      ))}
    </Box>
  );
};

/** One row for each environment: deployed, trust, guardrails, health, each loaded for itself. */
export const WhereItRunsCard = () => {
  const { entity } = useEntity();
  const entityPath = useEntityRefLink()(entity);
  const { asked, signals } = useSignals(entity);
  const rows = toRows(signals);
  const waiting = signalNames.some(name => signals[name].state === 'waiting');
  return (
    <InfoCard title="Where it runs">
      <Notices asked={asked} />
      {rows.length > 0 && (
        <>
          <Typography sx={{ mb: 1 }}>
            {summarise(rows, signals) ?? 'Reading what is known…'}
          </Typography>
          <RowTable
            label="Where it runs"
            headers={[
              'Environment',
              ...signalNames.map(name => signalTitles[name]),
            ]}
            columns="100px 1.1fr 1.25fr 1.25fr 1.05fr"
            from="md"
          >
            {rows.map(row => (
              <EnvironmentRow
                key={row.environment}
                row={row}
                signals={signals}
                entityPath={entityPath}
              />
            ))}
          </RowTable>
        </>
      )}
      {rows.length === 0 && waiting && (
        <Loading what="where it runs" height={176} />
      )}
      {rows.length === 0 && !waiting && (
        <Typography>
          No environment is known for this component. One appears when Argo CD
          has an Application for it, or when pods with its label{' '}
          <code>backstage.io/kubernetes-id</code> run in a cluster that the
          portal watches; the templates see to both.
        </Typography>
      )}
    </InfoCard>
  );
};
