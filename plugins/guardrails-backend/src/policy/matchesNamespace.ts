import { matchesGlob } from './matchesGlob';
import type { NamespaceFacts } from './NamespaceFacts';
import type { LabelSelector, NamespaceTest, Where } from './ParsedPolicy';
import { allOf, anyOf, not, type Known } from './threeValued';

/** The API server writes it on every namespace. */
const nameLabel = 'kubernetes.io/metadata.name';

/** Whether something holds in a namespace; undefined when its labels would say it and can not be read. Pure. */
export function holdsIn(where: Where, namespace: NamespaceFacts): Known {
  const groupsOf = (groups: NamespaceTest[][]) =>
    groups.map(group => allOf(group.map(one => passes(one, namespace))));
  return allOf([
    where.include.length > 0 ? anyOf(groupsOf(where.include)) : true,
    not(anyOf(groupsOf(where.exclude))),
  ]);
}

/** Whether a namespace passes one test. Pure. */
export function passes(
  { names, selector }: NamespaceTest,
  namespace: NamespaceFacts,
): Known {
  return allOf([
    names ? names.some(name => matchesGlob(name, namespace.name)) : true,
    selector ? matchesSelector(selector, namespace) : true,
  ]);
}

/** Whether a selector selects a namespace. Pure. */
export function matchesSelector(
  selector: LabelSelector,
  namespace: NamespaceFacts,
): Known {
  const { matchLabels, matchExpressions } = selector;
  return allOf([
    ...Object.entries(matchLabels).map(([key, value]) =>
      meets({ key, operator: 'In', values: [value] }, namespace),
    ),
    ...matchExpressions.map(one => meets(one, namespace)),
  ]);
}

function meets(
  requirement: LabelSelector['matchExpressions'][number],
  { name, labels }: NamespaceFacts,
): Known {
  const { key, operator, values } = requirement;
  // A pattern for a key, which only Kyverno knows.
  if (key.includes('*') || key.includes('?')) return undefined;
  if (!labels && key !== nameLabel) return undefined;
  const value = { ...labels, [nameLabel]: name }[key];
  const isIn = () =>
    value !== undefined && values.some(one => matchesGlob(one, value));
  switch (operator) {
    case 'In':
      return isIn();
    case 'NotIn':
      return !isIn();
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return undefined;
  }
}
