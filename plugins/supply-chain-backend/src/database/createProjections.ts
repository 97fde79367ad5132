import type { Projection } from '@portolan/plugin-cluster-watch-node';
import {
  type AssignmentRules,
  OwnerProjection,
} from '@portolan/plugin-workloads-node';
import { moveChildren } from './moveChildren';
import { PodProjection } from './PodProjection';
import { ReportProjection } from './ReportProjection';

/** Everything that is watched in clusters. */
export function createProjections(options: {
  rules: AssignmentRules;
  now: () => Date;
}): Projection[] {
  const { rules, now } = options;
  const move = moveChildren(options);
  return [
    new OwnerProjection({ kind: 'ReplicaSet', moveChildren: move }),
    new OwnerProjection({ kind: 'Job', moveChildren: move }),
    new PodProjection({ rules, now }),
    new ReportProjection({ kind: 'vulnerabilities', now }),
    new ReportProjection({ kind: 'secrets', now }),
    new ReportProjection({ kind: 'packages', now }),
  ];
}
