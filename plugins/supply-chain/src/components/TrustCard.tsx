import { stringifyEntityRef } from '@backstage/catalog-model';
import { InfoCard } from '@backstage/core-components';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@mui/material/Typography';
import { Loading, SourceLine } from '@portolan/plugin-answers-react';
import { ComponentVerdict } from '@portolan/plugin-supply-chain-common';
import { useComponentVerdict } from '../hooks';
import { summariseComponent } from '../wording';
import { Answered } from './Answered';
import { DisputedLine } from './DisputedLine';
import { environmentsOf } from './environmentsOf';
import { NothingRuns } from './NothingRuns';
import { TrustTable } from './TrustTable';

const Verdict = (props: {
  verdict: ComponentVerdict;
  stale: boolean;
  entityPath: string;
}) => {
  const { verdict, stale, entityPath } = props;
  const environments = environmentsOf(verdict);
  return (
    <>
      <SourceLine sources={verdict.sources} />
      <DisputedLine disputed={verdict.disputed} />
      {environments.size > 0 ? (
        <>
          <Typography sx={{ mb: 1 }}>{summariseComponent(verdict)}</Typography>
          <TrustTable
            verdict={verdict}
            environments={environments}
            stale={stale}
            linkTo={name =>
              `${entityPath}/supply-chain?${new URLSearchParams({
                environment: name,
              })}`
            }
          />
        </>
      ) : (
        <NothingRuns />
      )}
    </>
  );
};

/** On the overview of a component: its three answers in each environment. */
export const TrustCard = () => {
  const { entity } = useEntity();
  const entityPath = useEntityRefLink()(entity);
  const verdict = useComponentVerdict(stringifyEntityRef(entity));
  return (
    <InfoCard title="Trust">
      <Answered
        polled={verdict}
        loading={<Loading what="the verdict" height={176} />}
      >
        {(value, stale) => (
          <Verdict verdict={value} stale={stale} entityPath={entityPath} />
        )}
      </Answered>
    </InfoCard>
  );
};
