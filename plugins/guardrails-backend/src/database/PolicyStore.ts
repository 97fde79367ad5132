import { Knex } from 'knex';
import type { ParsedPolicy } from '../policy';
import './tables';

/** Reads the text of policies; what is worked out from them is in `ClusterFacts`. */
export class PolicyStore {
  readonly #database: Knex;

  constructor(database: Knex) {
    this.#database = database;
  }

  async textOf(of: {
    cluster: string;
    kind: string;
    name: string;
    namespace?: string;
  }): Promise<string | undefined> {
    const { cluster, kind, name, namespace = '' } = of;
    const rows = await this.#database('policies').where({
      cluster,
      namespace,
      name,
    });
    const row = rows.find(
      ({ facts }) => (JSON.parse(facts) as ParsedPolicy).policy.kind === kind,
    );
    return row?.text ?? undefined;
  }
}
