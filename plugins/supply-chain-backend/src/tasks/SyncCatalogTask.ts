import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { normalizeRepository } from '@portolan/image-trust';
import type { CatalogComponent } from '../assignment/assignWorkload';
import type { ComponentStore } from '../database/ComponentStore';
import type { SyncStatusStore } from '../database/SyncStatusStore';

const page = 500;

/** Reads the catalog's components, as far as they matter to what runs. */
export class SyncCatalogTask {
  readonly #options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    components: ComponentStore;
    status: SyncStatusStore;
    now: () => Date;
  };

  constructor(options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    components: ComponentStore;
    status: SyncStatusStore;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Where the catalog does not answer, what it said last stays. */
  async run(): Promise<void> {
    const { components, status, now } = this.#options;
    let found: CatalogComponent[];
    try {
      found = await this.#readAll();
    } catch (error) {
      await status.fail('catalog', String(error));
      throw error;
    }
    await components.replace(found, now());
    await status.succeed('catalog', now());
  }

  async #readAll(): Promise<CatalogComponent[]> {
    const { catalog, auth } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const components: CatalogComponent[] = [];
    let cursor: string | undefined;
    do {
      const answer = await catalog.queryEntities(
        cursor
          ? { cursor, limit: page }
          : {
              filter: { kind: 'Component' },
              fields: ['kind', 'metadata', 'relations'],
              limit: page,
            },
        { credentials },
      );
      components.push(...answer.items.map(toComponent));
      cursor = answer.pageInfo.nextCursor;
    } while (cursor);
    return components;
  }
}

export function toComponent(entity: Entity): CatalogComponent {
  const { annotations = {} } = entity.metadata;
  const related = (type: string, kind?: string) =>
    entity.relations?.find(
      relation =>
        relation.type === type &&
        (!kind || relation.targetRef.startsWith(`${kind}:`)),
    )?.targetRef;
  return {
    entityRef: stringifyEntityRef(entity),
    kubernetesId: annotations['backstage.io/kubernetes-id'] || undefined,
    owner: related(RELATION_OWNED_BY),
    system: related(RELATION_PART_OF, 'system'),
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
