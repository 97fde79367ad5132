import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { supplyChainVerdictReadPermission } from '@portolan/plugin-supply-chain-common';
import { ReactElement, ReactNode } from 'react';
import { Polled } from '../hooks';
import { toClock, toRelative } from '../wording';

const Age = ({ asOf }: { asOf: string }) => {
  const [then, now] = [new Date(asOf), new Date()];
  return (
    <>
      What is shown is from {toClock(then, now)} ({toRelative(then, now)}).
    </>
  );
};

/** What stands in the place of an answer, or above one that is old. */
const Refusal = ({ polled }: { polled: Polled<unknown> }) => {
  const { failure, asOf, askAgain } = polled;
  if (!failure) return null;
  if (failure.kind === 'denied') {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        <strong>You may not see this.</strong> It takes the permission{' '}
        <code>{supplyChainVerdictReadPermission.name}</code> and the right to
        see the entity. Ask the platform team, or the entity’s owner.
      </Alert>
    );
  }
  if (failure.kind === 'missing') {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        <strong>The portal does not know this yet.</strong> It reads the catalog
        and the clusters all the time; what it finds there shows here by itself.
        It said: {failure.message}
      </Alert>
    );
  }
  return (
    <Alert
      severity={asOf ? 'warning' : 'error'}
      sx={{ mb: 2 }}
      action={
        <Button color="inherit" size="small" onClick={askAgain}>
          Ask again
        </Button>
      }
    >
      <strong>The portal’s supply-chain service does not answer.</strong>{' '}
      {asOf ? <Age asOf={asOf} /> : 'Nothing was shown yet that could stay.'}{' '}
      The page asks again every 15 seconds; if this stays, tell the platform
      team: {failure.message}
    </Alert>
  );
};

/** Shows an answer, or why there is none, or how old it is. */
export function Answered<T>(props: {
  polled: Polled<T>;
  /** Of the answer's size, while it is awaited. */
  loading: ReactElement;
  children: (value: T, stale: boolean) => ReactNode;
}) {
  const { polled, loading, children } = props;
  const { value, failure } = polled;
  if (value === undefined && !failure) return loading;
  return (
    <>
      <Refusal polled={polled} />
      {value !== undefined && children(value, failure !== undefined)}
    </>
  );
}
