import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Loading,
  nameEnvironments,
  SourceLine,
} from '@portolan/plugin-answers-react';
import Typography from '@mui/material/Typography';
import { useEnvironmentGuardrails } from '../hooks';
import { summarise } from '../wording';
import { Answered } from './Answered';
import { GuardrailsTable } from './GuardrailsTable';
import { NothingEvaluated } from './NothingEvaluated';

/** On the overview of a component: open violations, what they block, and the mesh, in each environment. */
export const GuardrailsCard = () => {
  const { entity } = useEntity();
  const entityPath = useEntityRefLink()(entity);
  const guardrails = useEnvironmentGuardrails(stringifyEntityRef(entity));
  return (
    <InfoCard title="Guardrails">
      <Answered
        polled={guardrails}
        loading={<Loading what="what policies found" height={176} />}
      >
        {(value, stale) => (
          <>
            <SourceLine sources={value.sources} />
            {value.environments.length > 0 ? (
              <>
                <Typography sx={{ mb: 1 }}>{summarise(value)}</Typography>
                <GuardrailsTable
                  environments={nameEnvironments(value.environments)}
                  stale={stale}
                  linkTo={name =>
                    `${entityPath}/guardrails?${new URLSearchParams({
                      environment: name,
                    })}`
                  }
                />
              </>
            ) : (
              <NothingEvaluated />
            )}
          </>
        )}
      </Answered>
    </InfoCard>
  );
};
