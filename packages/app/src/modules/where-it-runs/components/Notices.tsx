import { Refusal, SourceLine } from '@portolan/plugin-answers-react';
import { SourceNotices } from '@portolan/plugin-grafana';
import { grafanaReadPermission } from '@portolan/plugin-grafana-common';
import { guardrailsResultReadPermission } from '@portolan/plugin-guardrails-common';
import { supplyChainVerdictReadPermission } from '@portolan/plugin-supply-chain-common';
import { SourceNotice } from '../../argo-cd';
import { useSignals } from '../useSignals';

type Asked = ReturnType<typeof useSignals>['asked'];

/** Names each source that is missing, above what there is without it. */
export const Notices = ({ asked }: { asked: Asked }) => {
  const { applications = [], verdict, guardrails, alerts } = asked;
  // Two plugins watch the same clusters.
  const sources = new Map(
    [
      ...(verdict.value?.sources ?? []),
      ...(guardrails.value?.sources ?? []),
    ].map(source => [`${source.cluster ?? ''} ${source.kind}`, source]),
  );
  return (
    <>
      <SourceNotice sources={applications} />
      <Refusal
        polled={verdict}
        service="supply-chain service"
        permission={supplyChainVerdictReadPermission.name}
      />
      <Refusal
        polled={guardrails}
        service="guardrails service"
        permission={guardrailsResultReadPermission.name}
      />
      <Refusal
        polled={alerts}
        service="Grafana service"
        permission={grafanaReadPermission.name}
      />
      <SourceLine sources={[...sources.values()]} />
      <SourceNotices errors={alerts.value?.errors ?? []} />
    </>
  );
};
