import type { NamespaceTest, Where } from './ParsedPolicy';
import type { RawFilter, RawFilters } from './policySchema';
import { toSelector } from './toSelector';

const readsNamespace =
  /request\.namespace|namespaceLabels|metadata\.namespace|namespaceObject/;

/** In which namespaces a rule of a ClusterPolicy or Policy holds. Pure. */
export function toRuleWhere(
  rule: {
    match?: RawFilters | null;
    exclude?: RawFilters | null;
    preconditions?: unknown;
    celPreconditions?: unknown;
  },
  options: { namespace?: string },
): Where {
  const { match, exclude } = rule;
  const kinds = kindsOf(match);
  const own: NamespaceTest[] = options.namespace
    ? [{ names: [options.namespace] }]
    : [];
  const include = toGroups(match).map(group => [...own, ...group.map(toTest)]);
  const conditions = JSON.stringify([
    rule.preconditions ?? null,
    rule.celPreconditions ?? null,
  ]);
  return {
    include: include.length > 0 || own.length === 0 ? include : [own],
    exclude: toGroups(exclude)
      // What takes out some objects only leaves the rule where it is.
      .filter(group => group.every(one => isWhole(one, kinds)))
      .map(group => group.map(toTest)),
    ...(readsNamespace.test(conditions)
      ? { undecidable: 'its preconditions choose namespaces by an expression' }
      : {}),
  };
}

/** The kinds that a rule is about, as it writes them. Pure. */
export function kindsOf(filters: RawFilters | null | undefined): string[] {
  return toGroups(filters)
    .flat()
    .flatMap(({ resources }) => resources?.kinds ?? []);
}

/** One of these, and of it all. */
function toGroups(filters: RawFilters | null | undefined): RawFilter[][] {
  if (!filters) return [];
  const { any, all } = filters;
  if (any?.length) return any.map(one => [one]);
  if (all?.length) return [all];
  // As it was written before `any` and `all`.
  return filters.resources ? [[filters]] : [];
}

function toTest({ resources }: RawFilter): NamespaceTest {
  const selector = toSelector(resources?.namespaceSelector);
  const names = resources?.namespaces;
  return {
    ...(names?.length ? { names } : {}),
    ...(selector ? { selector } : {}),
  };
}

/** Whether it takes out everything that the rule is about. */
function isWhole(filter: RawFilter, kinds: readonly string[]): boolean {
  const { resources, subjects, roles, clusterRoles } = filter;
  if (!resources || subjects?.length || roles?.length || clusterRoles?.length) {
    return false;
  }
  const { kinds: own, name, names, operations } = resources;
  const isNarrow =
    Boolean(name || names?.length || operations?.length) ||
    Boolean(resources.selector || resources.annotations);
  return (
    !isNarrow &&
    (!own?.length || own.includes('*') || kinds.every(one => own.includes(one)))
  );
}
