import type {
  Control,
  ControlCell,
  MeshState,
  PolicyResult,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import { whatIsMissing } from '../control';
import type { ClusterFacts } from '../database/ClusterFacts';
import type { WorkloadTableRow } from '../database/tables';
import type { NamespaceKey } from '../database/WorkloadStore';
import { meshStateOf, type PodOfWorkload } from '../mesh';
import { cellsOf } from './cellsOf';
import { neededForMesh } from './needed';

/** Cells of a namespace: of all that runs there, or of one component. Pure. */
export function judgePlace(
  { cluster, namespace: name }: NamespaceKey,
  input: {
    controls: readonly Control[];
    facts: ClusterFacts;
    sources: readonly SourceFreshness[];
    results: readonly PolicyResult[];
    workloads: readonly WorkloadTableRow[];
    pods: readonly PodOfWorkload[];
    rootNamespace: string;
  },
): { cells: ControlCell[]; mesh: MeshState } {
  const { controls, facts, sources, results, rootNamespace } = input;
  const namespace = facts.namespaces.get(name) ?? { name };
  const hasMesh = !sources.some(
    one =>
      one.cluster === cluster &&
      one.kind === 'peer-authentications' &&
      one.state === 'not installed',
  );
  const mesh = meshStateOf(namespace, input.pods, {
    policies: facts.peerAuthentications,
    rootNamespace,
    cause: whatIsMissing(sources, { cluster, needed: neededForMesh }),
  });
  const cells = cellsOf({
    controls,
    facts,
    namespace,
    results,
    workloads: input.workloads
      .filter(({ pods }) => pods > 0)
      .map(one => ({ kind: one.workload_kind, name: one.workload_name })),
    sources,
    mesh: hasMesh ? mesh : undefined,
  });
  return { cells, mesh };
}
