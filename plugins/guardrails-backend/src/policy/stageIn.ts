import { holdsIn, passes } from './matchesNamespace';
import type { NamespaceFacts } from './NamespaceFacts';
import type {
  ParsedBinding,
  ParsedPolicy,
  PolicyScope,
  Where,
} from './ParsedPolicy';
import type { StageHere } from './StageHere';

/** The stronger first. What nobody knows could be `enforce`. */
const byStrength = ['enforce', 'unknown', 'audit', 'off'] as const;

const off: StageHere = { stage: 'off' };

/**
 * What a policy does in a namespace: from its selectors, excludes, bindings and
 * overrides, and the namespace's labels. Pure.
 */
export function stageIn(
  policy: ParsedPolicy,
  namespace: NamespaceFacts,
  options: {
    /** All of the cluster; absent when they can not be read. */
    bindings?: readonly ParsedBinding[];
  } = {},
): StageHere {
  const { bindable } = policy;
  if (!bindable) {
    return strongestOf(
      policy.scopes.map(scope => scopeIn(scope, namespace, [scope.where])),
    );
  }
  if (!options.bindings) {
    return { stage: 'unknown', cause: 'its bindings can not be read' };
  }
  return strongestOf(
    options.bindings
      .filter(binding => binding.policy === policy.policy.name)
      .map(({ scope }) => scopeIn(scope, namespace, [bindable, scope.where])),
  );
}

/** Of several, what comes of them together: the strongest. `off` of none. Pure. */
export function strongestOf(given: readonly StageHere[]): StageHere {
  const stage = byStrength.find(one => given.some(here => here.stage === one));
  return given.find(here => here.stage === stage) ?? off;
}

function scopeIn(
  { stage, overrides }: PolicyScope,
  namespace: NamespaceFacts,
  wheres: readonly Where[],
): StageHere {
  const unreadable: StageHere = {
    stage: 'unknown',
    cause: namespace.labels
      ? 'its selector is not understood'
      : 'the labels of the namespace can not be read',
  };
  const holds = wheres.map(where => holdsIn(where, namespace));
  if (holds.includes(false)) return off;
  const undecidable = wheres.find(where => where.undecidable)?.undecidable;
  if (undecidable) return { stage: 'unknown', cause: undecidable };
  if (holds.includes(undefined)) return unreadable;
  for (const override of overrides) {
    const isHere = passes(override.where, namespace);
    if (isHere === undefined) return unreadable;
    if (isHere) return { stage: override.stage };
  }
  return stage === 'unknown'
    ? { stage, cause: 'it does not say whether it refuses or reports' }
    : { stage };
}
