import { Knex } from 'knex';
import {
  AssignmentRules,
  CatalogComponent,
  Components,
  fallbackRefs,
  Place,
} from '../assignment/assignWorkload';
import { inBatches } from '../inBatches';
import type { EntityTableRow } from '../tables';

/** The components that some workloads may belong to, in two queries for each 500 of them. */
export async function loadComponents(
  knex: Knex,
  places: readonly Place[],
  rules: AssignmentRules,
): Promise<Components> {
  const ids = new Set(places.flatMap(({ kubernetesId }) => kubernetesId ?? []));
  const refs = new Set(
    places.flatMap(place =>
      place.kubernetesId === undefined ? fallbackRefs(place, rules) : [],
    ),
  );
  const rows: EntityTableRow[] = [];
  for (const batch of inBatches([...ids])) {
    rows.push(...(await entitiesOf(knex).whereIn('kubernetes_id', batch)));
  }
  for (const batch of inBatches([...refs])) {
    rows.push(...(await entitiesOf(knex).whereIn('entity_ref', batch)));
  }
  return toComponents(rows.map(fromEntityRow));
}

function entitiesOf(knex: Knex) {
  return knex<EntityTableRow>('entities').select(
    'entity_ref',
    'kubernetes_id',
    'owner',
    'system',
  );
}

export function fromEntityRow(row: EntityTableRow): CatalogComponent {
  return {
    entityRef: row.entity_ref,
    kubernetesId: row.kubernetes_id ?? undefined,
    owner: row.owner ?? undefined,
    system: row.system ?? undefined,
  };
}

export function toComponents(all: readonly CatalogComponent[]): Components {
  const byRef = new Map(all.map(one => [one.entityRef, one]));
  const byId = new Map<string, CatalogComponent[]>();
  for (const one of byRef.values()) {
    if (one.kubernetesId === undefined) continue;
    byId.set(one.kubernetesId, [...(byId.get(one.kubernetesId) ?? []), one]);
  }
  return {
    withKubernetesId: id => byId.get(id) ?? [],
    withRef: ref => byRef.get(ref),
  };
}
