import { toCsv } from '@portolan/plugin-answers-react';
import { FleetItem } from '@portolan/plugin-supply-chain-common';

export function fleetCsv(items: readonly FleetItem[]): string {
  return toCsv(items, {
    component: item => item.entityRef,
    owner: item => item.owner,
    system: item => item.system,
    environment: item => item.environment,
    cluster: item => item.cluster,
    namespace: item => item.namespace,
    workload: item => `${item.workload.kind}/${item.workload.name}`,
    container: item => item.container,
    image: item => item.image,
    digest: item => item.digest,
    pods: item => item.pods,
    answer: item => item.answer,
    signed: item => item.signed,
    scanned: item => item.scanned,
    source: item => item.source,
    criticals: item => item.criticals,
    highs: item => item.highs,
    since: item => item.since,
  });
}
