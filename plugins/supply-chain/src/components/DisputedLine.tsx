import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Alert from '@mui/material/Alert';
import { DisputedWorkload } from '@portolan/plugin-supply-chain-common';

/** Workloads that count for nobody, because several say that they are theirs. */
export const DisputedLine = (props: {
  disputed: readonly DisputedWorkload[];
}) => (
  <>
    {props.disputed.map(({ cluster, namespace, workload, claimedBy }) => (
      <Alert
        key={`${cluster}/${namespace}/${workload.kind}/${workload.name}`}
        severity="warning"
        sx={{ mb: 2 }}
      >
        <strong>
          {workload.kind} {workload.name} in {cluster}, {namespace}, is claimed
          by several components
        </strong>{' '}
        and counts for none: <EntityRefLinks entityRefs={[...claimedBy]} />.
        Leave the label <code>backstage.io/kubernetes-id</code> with one of
        them.
      </Alert>
    ))}
  </>
);
