import { parseWith } from '@portolan/plugin-workloads-node';
import { toStage, toWhere } from './parseCelPolicy';
import type { ParsedBinding } from './ParsedPolicy';
import { bindingSchema } from './policySchema';

/**
 * Reads a ValidatingAdmissionPolicyBinding. Pure.
 *
 * @throws Error naming the field when the binding makes no sense
 */
export function parseBinding(object: unknown): ParsedBinding {
  const { metadata, spec } = parseWith(bindingSchema, object);
  return {
    name: metadata.name,
    policy: spec.policyName,
    actions: spec.validationActions ?? [],
    scope: {
      where: toWhere(spec.matchResources?.namespaceSelector),
      stage: toStage(spec.validationActions),
      overrides: [],
    },
  };
}
