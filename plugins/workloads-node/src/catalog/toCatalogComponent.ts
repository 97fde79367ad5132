import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogComponent } from '../assignment/assignWorkload';

/** What the catalog says of a component that workloads are assigned by. Pure. */
export function toCatalogComponent(entity: Entity): CatalogComponent {
  const related = (type: string, kind?: string) =>
    entity.relations?.find(
      relation =>
        relation.type === type &&
        (!kind || relation.targetRef.startsWith(`${kind}:`)),
    )?.targetRef;
  return {
    entityRef: stringifyEntityRef(entity),
    kubernetesId:
      entity.metadata.annotations?.['backstage.io/kubernetes-id'] || undefined,
    owner: related(RELATION_OWNED_BY),
    system: related(RELATION_PART_OF, 'system'),
  };
}
