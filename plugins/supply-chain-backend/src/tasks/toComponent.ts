import { ANNOTATION_SOURCE_LOCATION, Entity } from '@backstage/catalog-model';
import { normalizeRepository } from '@portolan/image-trust';
import {
  type CatalogComponent,
  toCatalogComponent,
} from '@portolan/plugin-workloads-node';

/** What the catalog says of a component, as far as it matters to what runs. */
export type SourcedComponent = CatalogComponent & {
  /** Normalised address of its source. */
  repository?: string;
};

export function toComponent(entity: Entity): SourcedComponent {
  const { annotations = {} } = entity.metadata;
  return {
    ...toCatalogComponent(entity),
    repository: toRepository(annotations[ANNOTATION_SOURCE_LOCATION]),
  };
}

/**
 * The repository of a source location: what stands before the part that every
 * host puts between repository and branch.
 */
export function toRepository(location: string | undefined): string | undefined {
  const url = location?.replace(/^url:/, '');
  if (!url || !URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  const path = pathname.split(/\/(?:-\/tree|-\/blob|tree|blob|src)\//, 1)[0];
  return normalizeRepository(`${origin}${path}`)?.repository;
}
