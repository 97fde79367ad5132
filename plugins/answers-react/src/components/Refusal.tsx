import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { Polled } from '../hooks';
import { ShownFrom } from './ShownFrom';

/** What stands in the place of an answer, or above one that is old. */
export const Refusal = (props: {
  polled: Polled<unknown>;
  /** Who is asked: `supply-chain service`. */
  service: string;
  /** Name of what it takes to see the answer. */
  permission: string;
}) => {
  const { polled, service, permission } = props;
  const { failure, asOf, askAgain } = polled;
  if (!failure) return null;
  if (failure.kind === 'denied') {
    return (
      <Alert severity="info" sx={{ mb: 2 }}>
        <strong>You may not see this.</strong> It takes the permission{' '}
        <code>{permission}</code> and the right to see the entity. Ask the
        platform team, or the entity’s owner.
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
      sx={{ mb: 2, overflowWrap: 'anywhere' }}
      action={
        <Button color="inherit" size="small" onClick={askAgain}>
          Ask again
        </Button>
      }
    >
      <strong>The portal’s {service} does not answer.</strong>{' '}
      {asOf ? (
        <ShownFrom asOf={asOf} />
      ) : (
        'Nothing was shown yet that could stay.'
      )}{' '}
      The page asks again by itself; if this stays, tell the platform team:{' '}
      {failure.message}
    </Alert>
  );
};
