import type {
  MeshMode,
  MeshState,
  OutsidePod,
} from '@portolan/plugin-guardrails-common';
import type { NamespaceFacts } from '../policy';
import { effectiveMode } from './effectiveMode';
import { membershipOf, whyOutside } from './membershipOf';
import type { MeshPod, ParsedPeerAuthentication } from './MeshFacts';

/** The weaker first. What nobody knows could be PERMISSIVE. */
const byWeakness = ['DISABLE', 'unknown', 'PERMISSIVE', 'STRICT'] as const;

/** A pod, and the top controller that it belongs to. */
export type PodOfWorkload = {
  pod: MeshPod;
  workload: { kind: string; name: string };
};

/** The mesh as it is for pods of one namespace. Pods that have completed do not count. Pure. */
export function meshStateOf(
  namespace: NamespaceFacts,
  pods: readonly PodOfWorkload[],
  options: {
    /** All of the cluster; absent when they can not be read. */
    policies?: readonly ParsedPeerAuthentication[];
    rootNamespace: string;
    /** What can not be read, for a person; absent when all can. */
    cause?: string;
  },
): MeshState {
  const running = pods.filter(({ pod }) => !pod.completed);
  const workloads = [...groupByWorkload(running).values()].map(group => {
    // While a new revision comes, pods of one workload can carry other labels: the weakest of them holds.
    const effective = group.map(({ pod }) =>
      effectiveMode({ namespace: namespace.name, labels: pod.labels }, options),
    );
    return {
      workload: group[0].workload,
      effective:
        byWeakness
          .map(mode => effective.find(one => one.mode === mode))
          .find(Boolean) ?? effective[0],
      pods: countMemberships(group),
    };
  });
  const ofNamespace = effectiveMode(
    { namespace: namespace.name, labels: {} },
    options,
  );
  const modes: MeshMode[] = workloads.flatMap(({ effective }) => [
    effective.mode,
    ...effective.ports.map(({ mode }) => mode),
  ]);
  const cause =
    options.cause ??
    (options.policies ? undefined : 'PeerAuthentications can not be read');
  return {
    mode: byWeakness.find(mode => modes.includes(mode)) ?? ofNamespace.mode,
    workloads,
    outside: running.flatMap(one => toOutside(one, namespace)),
    ...(cause ? { cause } : {}),
  };
}

function groupByWorkload(
  pods: readonly PodOfWorkload[],
): Map<string, [PodOfWorkload, ...PodOfWorkload[]]> {
  const groups = new Map<string, [PodOfWorkload, ...PodOfWorkload[]]>();
  for (const one of pods) {
    const key = `${one.workload.kind}/${one.workload.name}`;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

function countMemberships(
  pods: readonly PodOfWorkload[],
): MeshState['workloads'][number]['pods'] {
  const counts = { sidecar: 0, 'native sidecar': 0, ambient: 0, outside: 0 };
  for (const { pod } of pods) counts[membershipOf(pod)] += 1;
  return counts;
}

function toOutside(
  { pod, workload }: PodOfWorkload,
  namespace: NamespaceFacts,
): OutsidePod[] {
  return membershipOf(pod) === 'outside'
    ? [{ name: pod.name, workload, why: whyOutside(pod, namespace) }]
    : [];
}
