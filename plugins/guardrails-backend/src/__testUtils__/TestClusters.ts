import type {
  KubernetesObject,
  Projection,
} from '@portolan/plugin-cluster-watch-node';
import {
  type CatalogComponent,
  readWorkloadPattern,
} from '@portolan/plugin-workloads-node';
import { Knex } from 'knex';
import { ComponentStore } from '../database/ComponentStore';
import { createProjections } from '../database/createProjections';
import { migrate } from '../database/migrate';
import type { Built } from './kubernetesObjects';

export const shop: CatalogComponent = {
  entityRef: 'component:default/shop',
  kubernetesId: 'shop',
  owner: 'group:default/booking',
  system: 'system:default/freight',
};

/** The tables, and clusters that say what a test tells them to. */
export class TestClusters {
  readonly database: Knex;
  readonly rules = {
    environments: [
      environmentOf('dev', { cluster: 'nonprod', namespace: '*-dev' }),
      environmentOf('prod', { cluster: 'prod', namespace: '*-prod' }),
    ],
    fallback: [],
  };
  readonly #projections: Projection[];

  private constructor(database: Knex) {
    this.database = database;
    this.#projections = createProjections({
      rules: this.rules,
      now: () => new Date(),
    });
  }

  static async create(database: Knex): Promise<TestClusters> {
    await migrate(database);
    return new TestClusters(database);
  }

  /** As the watch tells a change. */
  async tell(
    kind: string,
    upserts: readonly Built[],
    options: { deletes?: readonly Built[]; cluster?: string } = {},
  ): Promise<void> {
    const projection = this.#projections.find(one => one.kind.id === kind);
    if (!projection) throw new Error(`Nobody watches ${kind}`);
    const { cluster = 'nonprod', deletes = [] } = options;
    const projected = upserts.flatMap(object => {
      const row = projection.project(object as unknown as KubernetesObject, {
        cluster,
      });
      return row ? [{ ...identityOf(object), row }] : [];
    });
    await this.database.transaction(tx =>
      projection.apply(tx, {
        cluster,
        deletes: deletes.map(identityOf),
        upserts: projected,
      }),
    );
  }

  async components(...components: CatalogComponent[]): Promise<void> {
    const { database, rules } = this;
    await new ComponentStore({ database, rules }).replace(components);
  }
}

function identityOf({ metadata: { name, namespace, uid } }: Built) {
  return { name, namespace, uid };
}

function environmentOf(
  name: string,
  where: { cluster: string; namespace: string },
) {
  return { name, pattern: readWorkloadPattern(where, `environments.${name}`) };
}
