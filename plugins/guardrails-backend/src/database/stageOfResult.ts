import type { Stage } from '@portolan/plugin-guardrails-common';
import {
  controlOf,
  evaluatesPolicies,
  findPolicy,
  reportsOnly,
  stageIn,
} from '../policy';
import type { ClusterFacts } from './ClusterFacts';

/** Which control a result counts for, and what its policy does where the resource is. Pure. */
export function stageOfResult(
  result: { source: string; policy: string; namespace: string },
  facts: Pick<ClusterFacts, 'policies' | 'bindings' | 'namespaces'>,
): { control: string; stage: Stage } {
  const control = controlOf(result, facts.policies);
  if (!evaluatesPolicies(result)) return { control, stage: reportsOnly.stage };
  const policy = findPolicy(result, facts.policies);
  if (!policy) return { control, stage: 'off' };
  const { namespace } = result;
  const known = facts.namespaces.get(namespace) ?? { name: namespace };
  const { stage } = stageIn(policy, known, { bindings: facts.bindings });
  return { control, stage };
}
