import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Application, ApplicationQuery } from '../api';

const selectorAnnotation = 'argocd/app-selector';
const nameAnnotation = 'argocd/app-name';

/** A single `key=value`, as the templates write it. */
const equality = /^([^=!,\s()]+)={1,2}([^=!,\s()]+)$/;

/** So many values a request: its address must stay short enough for every proxy. */
const valuesPerQuery = 50;

/** One request, and whose each Application of its answer is. */
export type PlannedQuery = {
  query: ApplicationQuery;
  /** Reference of the entity that an Application belongs to. */
  entityRefOf: (application: Application) => string | undefined;
};

/** What an entity's annotations ask for; nothing when it has none. */
export function readQuery(entity: Entity): ApplicationQuery | undefined {
  const { annotations = {} } = entity.metadata;
  if (annotations[selectorAnnotation]) {
    return { selector: annotations[selectorAnnotation] };
  }
  return annotations[nameAnnotation]
    ? { name: annotations[nameAnnotation] }
    : undefined;
}

/** As few requests as possible for many entities: those that select by the same label share one. */
export function planQueries(entities: Entity[]): PlannedQuery[] {
  const shared = new Map<string, Map<string, string>>();
  const single: PlannedQuery[] = [];
  for (const entity of entities) {
    const ref = stringifyEntityRef(entity);
    const query = readQuery(entity);
    const [, key, value] =
      (query && 'selector' in query && equality.exec(query.selector)) || [];
    if (key) {
      shared.set(key, (shared.get(key) ?? new Map()).set(value, ref));
    } else if (query) {
      single.push({ query, entityRefOf: () => ref });
    }
  }
  return [
    ...[...shared].flatMap(([key, refs]) =>
      chunks([...refs.keys()], valuesPerQuery).map(values => ({
        query: { selector: `${key} in (${values.join(',')})` },
        entityRefOf: (application: Application) =>
          refs.get(application.labels[key]),
      })),
    ),
    ...single,
  ];
}

function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
