import {
  type AssignmentRules,
  type MoveChildren,
  resolveWorkloads,
  type WorkloadKey,
} from '@portolan/plugin-workloads-node';
import { refreshRunning } from './refreshRunning';

/** Pods that came before their owner name their workload anew, and so does what runs. */
export function moveChildren(options: {
  rules: AssignmentRules;
  now: () => Date;
}): MoveChildren {
  const { rules, now } = options;
  return async (tx, owners) => {
    const children = await tx('pod_containers').whereIn(
      ['cluster', 'namespace', 'parent_kind', 'parent_name'],
      owners.map(({ cluster, namespace, kind, name }) => [
        cluster,
        namespace,
        kind,
        name,
      ]),
    );
    const resolved = await resolveWorkloads(tx, children);
    const affected: WorkloadKey[] = [];
    for (const [index, after] of resolved.entries()) {
      const before = children[index];
      const { cluster, pod_uid, container, workload_kind, workload_name } =
        after;
      if (
        before.workload_kind === workload_kind &&
        before.workload_name === workload_name
      ) {
        continue;
      }
      await tx('pod_containers')
        .where({ cluster, pod_uid, container })
        .update({ workload_kind, workload_name });
      affected.push(before, after);
    }
    await refreshRunning(tx, affected, { rules, now: now() });
  };
}
