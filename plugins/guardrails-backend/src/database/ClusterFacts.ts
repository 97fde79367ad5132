import { Knex } from 'knex';
import type { ParsedException } from '../exception';
import type { ParsedPeerAuthentication } from '../mesh';
import {
  nameControl,
  type NamespaceFacts,
  type ParsedBinding,
  type ParsedPolicy,
} from '../policy';
import type { FactTable } from './tables';

/** Everything of a cluster that stages are worked out from. */
export type ClusterFacts = {
  cluster: string;
  namespaces: ReadonlyMap<string, NamespaceFacts>;
  policies: readonly ParsedPolicy[];
  bindings: readonly ParsedBinding[];
  exceptions: readonly ParsedException[];
  peerAuthentications: readonly ParsedPeerAuthentication[];
  /** The policies of each control. */
  controls: ReadonlyMap<string, readonly ParsedPolicy[]>;
};

/** The facts of a cluster; none where nothing but its pods is known. */
export function factsOf(
  facts: readonly ClusterFacts[],
  cluster: string,
): ClusterFacts {
  return (
    facts.find(one => one.cluster === cluster) ?? {
      cluster,
      namespaces: new Map(),
      policies: [],
      bindings: [],
      exceptions: [],
      peerAuthentications: [],
      controls: new Map(),
    }
  );
}

export async function loadClusterFacts(
  knex: Knex,
  cluster: string,
): Promise<ClusterFacts> {
  const read = async <T>(table: FactTable): Promise<T[]> => {
    const rows = await knex(table)
      .where({ cluster })
      .orderBy(['namespace', 'name'])
      .select('facts');
    return rows.map(({ facts }) => JSON.parse(facts));
  };
  const policies = await read<ParsedPolicy>('policies');
  const namespaces = await read<NamespaceFacts>('namespaces');
  const controls = new Map<string, ParsedPolicy[]>();
  for (const policy of policies) {
    const control = nameControl(policy, policies);
    controls.set(control, [...(controls.get(control) ?? []), policy]);
  }
  return {
    cluster,
    namespaces: new Map(namespaces.map(one => [one.name, one])),
    policies,
    bindings: await read<ParsedBinding>('bindings'),
    exceptions: await read<ParsedException>('exceptions'),
    peerAuthentications: await read<ParsedPeerAuthentication>(
      'peer_authentications',
    ),
    controls,
  };
}

/** Every cluster's facts; read again only where they changed. */
export class ClusterFactsReader {
  readonly #database: Knex;
  readonly #known = new Map<
    string,
    { revision: number; facts: ClusterFacts }
  >();

  constructor(database: Knex) {
    this.#database = database;
  }

  async list(): Promise<ClusterFacts[]> {
    const rows = await this.#database('fact_revisions').orderBy('cluster');
    const all: ClusterFacts[] = [];
    for (const { cluster, revision } of rows) {
      const known = this.#known.get(cluster);
      if (known?.revision === revision) {
        all.push(known.facts);
        continue;
      }
      const facts = await loadClusterFacts(this.#database, cluster);
      this.#known.set(cluster, { revision, facts });
      all.push(facts);
    }
    return all;
  }

  async of(cluster: string): Promise<ClusterFacts | undefined> {
    return (await this.list()).find(one => one.cluster === cluster);
  }
}
