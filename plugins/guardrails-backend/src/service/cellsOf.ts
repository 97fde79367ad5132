import type {
  Control,
  ControlCell,
  MeshState,
  PolicyResult,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import {
  decideCell,
  decideMeshCell,
  meshControl,
  whatIsMissing,
  type RunningWorkload,
} from '../control';
import type { ClusterFacts } from '../database/ClusterFacts';
import {
  evaluatesPolicies,
  reportsOnly,
  stageOfControl,
  type ControlStage,
  type NamespaceFacts,
} from '../policy';
import { neededForControl } from './needed';

const nothing = {
  fail: 0,
  error: 0,
  unknown: 0,
  warn: 0,
  skip: 0,
  pass: 0,
  unevaluated: 0,
  stale: 0,
};

/** One cell for each control, of a namespace or of a component in it. Pure. */
export function cellsOf(input: {
  controls: readonly Control[];
  facts: ClusterFacts;
  namespace: NamespaceFacts;
  results: readonly PolicyResult[];
  workloads: readonly RunningWorkload[];
  sources: readonly SourceFreshness[];
  /** Undefined where the cluster has no mesh. */
  mesh: MeshState | undefined;
}): ControlCell[] {
  const { controls, facts, namespace, mesh } = input;
  return controls.map(({ id, kind }) => {
    if (kind === 'mesh') {
      return mesh
        ? decideMeshCell(mesh)
        : {
            control: meshControl,
            stage: 'off',
            code: 'off',
            sentence: 'No mesh in this cluster',
            counts: nothing,
          };
    }
    return decideCell({
      control: id,
      stage: controlStage(id, { facts, namespace, results: input.results }),
      results: input.results.filter(({ control }) => control === id),
      workloads: input.workloads,
      missing: whatIsMissing(input.sources, {
        cluster: facts.cluster,
        needed: neededForControl(facts.controls.get(id)),
      }),
    });
  });
}

/** What a control does in a namespace; a source without policies in the cluster only reports. Pure. */
export function controlStage(
  control: string,
  options: {
    facts: ClusterFacts;
    namespace: NamespaceFacts;
    results: readonly Pick<PolicyResult, 'source' | 'control' | 'policy'>[];
  },
): ControlStage {
  const { facts, namespace, results } = options;
  const policies = facts.controls.get(control);
  if (policies) {
    return stageOfControl(policies, namespace, { bindings: facts.bindings });
  }
  const reports = results.some(
    one => one.control === control && !evaluatesPolicies(one),
  );
  return reports ? reportsOnly : stageOfControl([], namespace);
}
