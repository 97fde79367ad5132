import { KubeObject } from './types';

export interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: LabelSelectorRequirement[];
}

export interface LabelSelectorRequirement {
  key: string;
  operator: string;
  values?: string[];
}

export type Labels = Readonly<Record<string, string>>;

/** An absent selector matches nothing, an empty one everything. */
export function matchesSelector(
  selector: LabelSelector | undefined,
  labels: Labels = {},
): boolean {
  if (!selector) return false;
  return (
    Object.entries(selector.matchLabels ?? {}).every(
      ([key, value]) => labels[key] === value,
    ) &&
    (selector.matchExpressions ?? []).every(requirement =>
      meets(requirement, labels),
    )
  );
}

function meets(
  { key, operator, values = [] }: LabelSelectorRequirement,
  labels: Labels,
): boolean {
  const isPresent = Object.hasOwn(labels, key);
  switch (operator) {
    case 'In':
      return isPresent && values.includes(labels[key]);
    case 'NotIn':
      return !isPresent || !values.includes(labels[key]);
    case 'Exists':
      return isPresent;
    case 'DoesNotExist':
      return !isPresent;
    default:
      return false;
  }
}

export function selects(
  selector: LabelSelector | undefined,
  object: KubeObject,
): boolean {
  return matchesSelector(selector, object.metadata.labels);
}
