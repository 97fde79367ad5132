import Typography from '@mui/material/Typography';
import { Loading, Section } from '@portolan/plugin-answers-react';
import {
  ContainerVerdict,
  EnvironmentVerdict,
  Transition,
} from '@portolan/plugin-supply-chain-common';
import { useTransitions } from '../hooks';
import { Answered } from './Answered';
import { HistoryStrip } from './HistoryStrip';

/** Deploys of this container here, and changed answers about what it ran. */
function ofContainer(
  transitions: readonly Transition[],
  environment: EnvironmentVerdict,
  container: ContainerVerdict,
): Transition[] {
  const deploys = transitions.filter(
    each =>
      each.question === 'deploy' &&
      each.cluster === environment.cluster &&
      each.namespace === environment.namespace &&
      each.workload?.name === container.workload.name &&
      each.container === container.container,
  );
  const ran = new Set([
    container.digest,
    ...deploys.flatMap(({ digest, from, to }) => [digest, from, to]),
  ]);
  return transitions.filter(
    each =>
      deploys.includes(each) ||
      (each.question !== 'deploy' && ran.has(each.digest)),
  );
}

/** How the answers came to be what they are. */
export const HistorySection = (props: {
  entityRef: string;
  environment: EnvironmentVerdict;
  container: ContainerVerdict;
}) => {
  const { entityRef, environment, container } = props;
  return (
    <Section title="History">
      <Answered
        polled={useTransitions(entityRef)}
        loading={<Loading what="the history" height={48} />}
      >
        {({ items, cursor }) => {
          const own = ofContainer(items, environment, container);
          return own.length > 0 ? (
            <HistoryStrip transitions={own} isWhole={cursor === undefined} />
          ) : (
            <Typography>
              No deploy and no changed answer was recorded yet. Each appears
              here when it happens.
            </Typography>
          );
        }}
      </Answered>
    </Section>
  );
};
