import type {
  BackstageCredentials,
  BackstageUserPrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { inBatches } from '../inBatches';
import type { Visibility } from './whereVisible';

/** Who asks. */
export type Caller = {
  credentials: BackstageCredentials<BackstageUserPrincipal>;
};

/** How long the answer for one person holds, in milliseconds. */
const keptMs = 60_000;
const mostCallers = 1000;

/** Which entities somebody may read, as the catalog says. */
export class ReadableEntities {
  readonly #options: {
    /** Refs of all entities that rows belong to. */
    listEntityRefs: () => Promise<string[]>;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    permissions: Pick<PermissionsService, 'authorizeConditional'>;
    now: () => Date;
  };
  readonly #known = new Map<
    string,
    { until: number; refs: Promise<string[]> }
  >();

  constructor(options: {
    /** Refs of all entities that rows belong to. */
    listEntityRefs: () => Promise<string[]>;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    permissions: Pick<PermissionsService, 'authorizeConditional'>;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** Of some entities, those that the caller may read. */
  async filter(
    entityRefs: readonly string[],
    { credentials }: Caller,
  ): Promise<string[]> {
    const readable: string[] = [];
    for (const batch of inBatches(entityRefs)) {
      const { items } = await this.#options.catalog.getEntitiesByRefs(
        { entityRefs: batch, fields: ['kind'] },
        { credentials },
      );
      readable.push(...batch.filter((_, index) => items[index]));
    }
    return readable;
  }

  /**
   * What of the plugin's rows the caller may see. Who may read every entity costs one
   * question to the policy; for others the catalog is asked once a minute
   * about the entities that own some.
   */
  async visibilityFor(caller: Caller): Promise<Visibility> {
    const [{ result }] = await this.#options.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      caller,
    );
    if (result === AuthorizeResult.ALLOW) return { kind: 'all' };
    if (result === AuthorizeResult.DENY) {
      return { kind: 'entities', entityRefs: [] };
    }
    return { kind: 'entities', entityRefs: await this.#readable(caller) };
  }

  async #readable(caller: Caller): Promise<string[]> {
    const user = caller.credentials.principal.userEntityRef;
    const now = this.#options.now().getTime();
    const known = this.#known.get(user);
    if (known && known.until > now) return known.refs;
    this.#known.delete(user);
    const [oldest] = this.#known.keys();
    if (this.#known.size >= mostCallers) this.#known.delete(oldest);
    const refs = this.#ask(caller);
    this.#known.set(user, { until: now + keptMs, refs });
    // A catalog that did not answer is asked again.
    refs.catch(() => this.#known.delete(user));
    return refs;
  }

  async #ask(caller: Caller): Promise<string[]> {
    return this.filter(await this.#options.listEntityRefs(), caller);
  }
}
