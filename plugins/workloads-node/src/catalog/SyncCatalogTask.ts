import type { AuthService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SyncStatusStore } from '../status/SyncStatusStore';

const page = 500;

/** Reads the catalog's components, as far as they matter to what runs. */
export class SyncCatalogTask<TComponent> {
  readonly #options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    toComponent: (entity: Entity) => TComponent;
    components: {
      replace(components: readonly TComponent[], now: Date): Promise<unknown>;
    };
    status: Pick<SyncStatusStore, 'succeed' | 'fail'>;
    now: () => Date;
  };

  constructor(options: {
    catalog: Pick<CatalogService, 'queryEntities'>;
    auth: Pick<AuthService, 'getOwnServiceCredentials'>;
    toComponent: (entity: Entity) => TComponent;
    components: {
      replace(components: readonly TComponent[], now: Date): Promise<unknown>;
    };
    status: Pick<SyncStatusStore, 'succeed' | 'fail'>;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Where the catalog does not answer, what it said last stays. */
  async run(): Promise<void> {
    const { components, status, now } = this.#options;
    let found: TComponent[];
    try {
      found = await this.#readAll();
    } catch (error) {
      await status.fail('catalog', String(error));
      throw error;
    }
    await components.replace(found, now());
    await status.succeed('catalog', now());
  }

  async #readAll(): Promise<TComponent[]> {
    const { catalog, auth, toComponent } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const components: TComponent[] = [];
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
