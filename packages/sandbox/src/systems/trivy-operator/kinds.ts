import type { WatchedKind } from '../../operators/workloadKinds';
import { group } from './install/customResources';

const kind = (name: string): WatchedKind => ({
  group,
  version: 'v1alpha1',
  kind: name,
  plural: `${name.toLowerCase()}s`,
  namespaced: true,
});

/** One for each container. */
export const imageReportKinds = [
  kind('VulnerabilityReport'),
  kind('ExposedSecretReport'),
  kind('SbomReport'),
];

/** One for each workload. */
export const configAuditReport = kind('ConfigAuditReport');
