import { severities, type Control } from '@portolan/plugin-guardrails-common';
import { nameControl } from './nameControl';
import type { ParsedPolicy } from './ParsedPolicy';

/** The controls that policies of a cluster make, by id. Pure. */
export function listControls(policies: readonly ParsedPolicy[]): Control[] {
  const byId = new Map<string, ParsedPolicy[]>();
  for (const policy of policies) {
    const id = nameControl(policy, policies);
    byId.set(id, [...(byId.get(id) ?? []), policy]);
  }
  return [...byId.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, own]) => toControl(id, own));
}

function toControl(id: string, policies: readonly ParsedPolicy[]): Control {
  const [first] = [...policies].sort((a, b) =>
    a.policy.name < b.policy.name ? -1 : 1,
  );
  const { title, policy, description, category } = first;
  return {
    id,
    // A policy without a title is called as the policy; a control is not.
    title: title === policy.name ? id : title,
    kind: 'policy',
    ...(description ? { description } : {}),
    severity:
      severities.find(one => policies.some(own => own.severity === one)) ??
      'unknown',
    ...(category ? { category } : {}),
  };
}
