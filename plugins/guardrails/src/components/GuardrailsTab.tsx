import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  chooseNamed,
  Loading,
  nameEnvironments,
  Picker,
  Section,
  SourceLine,
  useFilters,
} from '@portolan/plugin-answers-react';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { ComponentGuardrails } from '@portolan/plugin-guardrails-common';
import { useEnvironmentGuardrails } from '../hooks';
import { environmentMark } from '../wording';
import { Answered } from './Answered';
import { ViolationLines } from './EnvironmentGuardrail';
import { ExceptionsSection } from './ExceptionsSection';
import { MeshDetails } from './MeshDetails';
import { NothingEvaluated } from './NothingEvaluated';
import { ResultsSection } from './ResultsSection';

const Chosen = (props: { guardrails: ComponentGuardrails; stale: boolean }) => {
  const { guardrails, stale } = props;
  const { parameters, set } = useFilters();
  const environments = nameEnvironments(guardrails.environments);
  const name = chooseNamed(
    environments,
    parameters.get('environment') ?? undefined,
    each => each.answer,
  );
  const environment = environments.get(name ?? '');
  if (!name || !environment) return <NothingEvaluated />;
  return (
    <>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          columnGap: 3,
          rowGap: 2,
          alignItems: 'center',
        }}
      >
        <Picker
          label="Environment"
          value={name}
          options={[...environments].map(([each, held]) => ({
            name: each,
            answer: environmentMark(held),
          }))}
          onChange={value => set({ environment: value, after: undefined })}
        />
        <div>
          <ViolationLines environment={environment} stale={stale} />
          <Typography variant="body2" color="text.secondary">
            {environment.cluster} / {environment.namespace}
          </Typography>
        </div>
      </Box>
      <ResultsSection
        // Nothing of one environment is shown for another.
        key={name}
        entityRef={guardrails.entityRef}
        environment={environment}
      />
      <Section title="Mesh">
        <MeshDetails mesh={environment.mesh} />
      </Section>
      <ExceptionsSection environment={environment} />
    </>
  );
};

/** On a component's page: for one environment, what policies ask and found, the mesh, exceptions. */
export const GuardrailsTab = () => {
  const { entity } = useEntity();
  const guardrails = useEnvironmentGuardrails(stringifyEntityRef(entity));
  return (
    <Answered
      polled={guardrails}
      loading={<Loading what="what policies found" height={480} />}
    >
      {(value, stale) => (
        <Stack spacing={3}>
          <SourceLine sources={value.sources} />
          <Chosen guardrails={value} stale={stale} />
        </Stack>
      )}
    </Answered>
  );
};
