import type { Projection } from '@portolan/plugin-cluster-watch-node';
import type { AssignmentRules } from '../assignment/assignWorkload';
import { OwnerProjection } from './OwnerProjection';
import { PodProjection } from './PodProjection';
import { ReportProjection } from './ReportProjection';

/** Everything that is watched in clusters. */
export function createProjections(options: {
  rules: AssignmentRules;
  now: () => Date;
}): Projection[] {
  const { rules, now } = options;
  return [
    new OwnerProjection({ kind: 'ReplicaSet', rules, now }),
    new OwnerProjection({ kind: 'Job', rules, now }),
    new PodProjection({ rules, now }),
    new ReportProjection({ kind: 'vulnerabilities', now }),
    new ReportProjection({ kind: 'secrets', now }),
    new ReportProjection({ kind: 'packages', now }),
  ];
}
