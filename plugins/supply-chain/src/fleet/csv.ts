import { toCsv } from '@portolan/plugin-answers-react';
import {
  Finding,
  FleetGroup,
  FleetItem,
} from '@portolan/plugin-supply-chain-common';

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

export function groupCsv(items: readonly FleetGroup[]): string {
  return toCsv(items, {
    group: item => item.key,
    image: item => item.image,
    answer: item => item.answer,
    signed: item => item.signed,
    scanned: item => item.scanned,
    source: item => item.source,
    containers: item => item.containers,
    workloads: item => item.workloads,
    components: item => item.components,
    environments: item => item.environments,
    fail: item => item.byAnswer.fail,
    unknown: item => item.byAnswer.unknown,
    excepted: item => item.byAnswer['pass with exception'],
    pass: item => item.byAnswer.pass,
    criticals: item => item.criticals,
    highs: item => item.highs,
  });
}

export function findingCsv(items: readonly Finding[]): string {
  return toCsv(items, {
    vulnerability: item => item.id,
    severity: item => item.severity,
    package: item => item.package,
    installed: item => item.installedVersion,
    fixed: item => item.fixedVersion,
    title: item => item.title,
    url: item => item.url,
    foundBy: item => item.foundBy.join(' '),
    firstSeen: item => item.firstSeen,
    new: item => (item.isNew ? 'yes' : 'no'),
  });
}
