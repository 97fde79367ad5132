import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import Stack from '@mui/material/Stack';
import {
  chooseNamed,
  Loading,
  Picker,
  SourceLine,
  useFilters,
} from '@portolan/plugin-answers-react';
import { ComponentVerdict } from '@portolan/plugin-supply-chain-common';
import { useComponentVerdict } from '../hooks';
import { staleSince } from '../wording';
import { Answered } from './Answered';
import { ContainerView } from './ContainerView';
import { DisputedLine } from './DisputedLine';
import { containersOf, environmentsOf } from './environmentsOf';
import { NothingRuns } from './NothingRuns';
import { NotDeployed } from './NotDeployed';

const Chosen = (props: { verdict: ComponentVerdict; stale: boolean }) => {
  const { verdict } = props;
  const { parameters, set } = useFilters();
  const environments = environmentsOf(verdict);
  const name =
    chooseNamed(
      environments,
      parameters.get('environment') ?? undefined,
      each => each.answer,
    ) ?? '';
  const environment = environments.get(name);
  if (!environment) return <NothingRuns />;

  const containers = containersOf(environment);
  const containerName =
    chooseNamed(
      containers,
      parameters.get('container') ?? undefined,
      each => each.verdict.answer,
    ) ?? '';
  const container = containers.get(containerName);
  const knownAt = staleSince(environment.cluster, verdict.sources);
  return (
    <>
      <Stack direction="row" flexWrap="wrap" gap={2}>
        <Picker
          label="Environment"
          value={name}
          options={[...environments].map(([each, { answer }]) => ({
            name: each,
            answer,
          }))}
          onChange={value =>
            set({
              environment: value,
              container: undefined,
              after: undefined,
            })
          }
        />
        {container && (
          <Picker
            label="Container"
            value={containerName}
            options={[...containers].map(
              ([
                each,
                {
                  verdict: { answer },
                },
              ]) => ({
                name: each,
                answer,
              }),
            )}
            onChange={value => set({ container: value, after: undefined })}
          />
        )}
      </Stack>
      {container ? (
        <ContainerView
          // Nothing of one container is shown for another.
          key={`${name}/${containerName}`}
          entityRef={verdict.entityRef}
          environment={environment}
          container={container}
          stale={props.stale || knownAt !== undefined}
          knownAt={knownAt}
        />
      ) : (
        <NotDeployed environment={name} knownAt={knownAt} />
      )}
    </>
  );
};

/** On a component's page: for one container, the answers and all that they rest on. */
export const SupplyChainTab = () => {
  const { entity } = useEntity();
  const verdict = useComponentVerdict(stringifyEntityRef(entity));
  return (
    <Answered
      polled={verdict}
      loading={<Loading what="the verdict" height={480} />}
    >
      {(value, stale) => (
        <Stack spacing={3}>
          {/* Each says nothing where there is nothing to say. */}
          <div>
            <SourceLine sources={value.sources} />
            <DisputedLine disputed={value.disputed} />
          </div>
          <Chosen verdict={value} stale={stale} />
        </Stack>
      )}
    </Answered>
  );
};
