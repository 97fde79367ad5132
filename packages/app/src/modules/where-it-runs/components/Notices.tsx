import { Refusal, SourceLine } from '@portolan/plugin-answers-react';
import { SourceNotices } from '@portolan/plugin-grafana';
import { grafanaReadPermission } from '@portolan/plugin-grafana-common';
import { guardrailsResultReadPermission } from '@portolan/plugin-guardrails-common';
import { supplyChainVerdictReadPermission } from '@portolan/plugin-supply-chain-common';
import { SourceNotice } from '../../argo-cd';
import { useSignals } from '../useSignals';

type Asked = ReturnType<typeof useSignals>['asked'];

/** What does not exist there is no trouble here: its column says so. */
const troubled = <T extends Asked['verdict' | 'guardrails' | 'alerts']>(
  polled: T,
): T =>
  polled.failure?.kind === 'missing'
    ? { ...polled, failure: undefined }
    : polled;

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
        polled={troubled(verdict)}
        service="supply-chain service"
        permission={supplyChainVerdictReadPermission.name}
      />
      <Refusal
        polled={troubled(guardrails)}
        service="guardrails service"
        permission={guardrailsResultReadPermission.name}
      />
      <Refusal
        polled={troubled(alerts)}
        service="Grafana service"
        permission={grafanaReadPermission.name}
      />
      <SourceLine sources={[...sources.values()]} />
      <SourceNotices errors={alerts.value?.errors ?? []} />
    </>
  );
};
