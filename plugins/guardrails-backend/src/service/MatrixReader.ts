import {
  type Control,
  type ControlCell,
  type MatrixFilter,
  type MatrixPage,
  type MatrixRow,
  type MeshState,
  type PolicyResult,
  type SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import {
  fromCursor,
  inBatches,
  toCursor,
  type FreshnessReader,
} from '@portolan/plugin-workloads-node';
import { whatIsMissing } from '../control';
import { ClusterFacts, ClusterFactsReader } from '../database/ClusterFacts';
import type { ResultStore } from '../database/ResultStore';
import type { WorkloadTableRow } from '../database/tables';
import type { NamespaceKey, WorkloadStore } from '../database/WorkloadStore';
import { meshStateOf, type PodOfWorkload } from '../mesh';
import { cellsOf } from './cellsOf';
import { columnsOf } from './columnsOf';
import { neededForMesh } from './needed';
import { toPolicyResult } from './toPolicyResult';

/** A namespace with everything that is said of it. */
export type JudgedNamespace = {
  row: MatrixRow;
  mesh: MeshState;
  facts: ClusterFacts;
};

/** Reads and judges namespaces. */
export class MatrixReader {
  readonly #options: {
    facts: ClusterFactsReader;
    results: ResultStore;
    workloads: WorkloadStore;
    freshness: Pick<FreshnessReader, 'list'>;
    staleAfterMs: number;
    rootNamespace: string;
    now: () => Date;
  };

  constructor(options: {
    facts: ClusterFactsReader;
    results: ResultStore;
    workloads: WorkloadStore;
    freshness: Pick<FreshnessReader, 'list'>;
    staleAfterMs: number;
    rootNamespace: string;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async list(query: {
    filter: MatrixFilter;
    limit: number;
    cursor?: string;
  }): Promise<MatrixPage> {
    const { filter, limit, cursor } = query;
    const sources = await this.#options.freshness.list();
    const facts = await this.#options.facts.list();
    const controls = await this.#columns(facts, sources);
    const places = (await this.#places(facts)).filter(place =>
      isWanted(place, filter),
    );
    // What a cell says is not stored, so a filter by it looks at every namespace.
    const isFiltered = filter.answer || filter.stage;
    const judged = new Map<string, MatrixRow>();
    const judge = async (some: readonly Place[]) => {
      for (const batch of inBatches(some, 200)) {
        const rows = await this.judge(batch, { controls, facts, sources });
        for (const { row } of rows) judged.set(keyOf(row), row);
      }
    };
    if (isFiltered) await judge(places);
    const matching = isFiltered
      ? places.filter(place => {
          const row = judged.get(keyOf(place));
          return row !== undefined && hasCell(row.cells, filter);
        })
      : places;
    const after = cursor ? keyOfCursor(cursor) : '';
    const rest = matching.filter(place => keyOf(place) > after);
    const page = rest.slice(0, limit);
    if (!isFiltered) await judge(page);
    const last = page.at(-1);
    return {
      controls,
      items: page.flatMap(place => judged.get(keyOf(place)) ?? []),
      total: matching.length,
      ...(rest.length > limit && last
        ? { cursor: toCursor([last.namespace, last.cluster]) }
        : {}),
      sources,
    };
  }

  /** One namespace with its columns; undefined where nobody knows it. */
  async find(
    of: NamespaceKey,
  ): Promise<
    | (JudgedNamespace & { controls: Control[]; sources: SourceFreshness[] })
    | undefined
  > {
    const sources = await this.#options.freshness.list();
    const facts = await this.#options.facts.list();
    const controls = await this.#columns(facts, sources);
    const places = await this.#places(facts);
    const place = places.find(one => keyOf(one) === keyOf(of));
    if (!place) return undefined;
    const [judged] = await this.judge([place], { controls, facts, sources });
    return judged && { ...judged, controls, sources };
  }

  /** Cells of some namespaces, from what is stored and how fresh it is. */
  async judge(
    places: readonly Place[],
    options: {
      controls: readonly Control[];
      facts: readonly ClusterFacts[];
      sources: readonly SourceFreshness[];
    },
  ): Promise<JudgedNamespace[]> {
    const { results, workloads } = this.#options;
    const [found, running, pods] = await Promise.all([
      results.ofNamespaces(places),
      workloads.ofNamespaces(places),
      workloads.podsOf(places),
    ]);
    const resultsOf = groupBy(found);
    const workloadsOf = groupBy(running);
    const podsOf = groupBy(pods);
    return places.flatMap(place => {
      const facts = options.facts.find(one => one.cluster === place.cluster);
      if (!facts) return [];
      const key = keyOf(place);
      const judged = (resultsOf.get(key) ?? []).map(row =>
        toPolicyResult(row, { ...this.#options, facts, now: this.#now() }),
      );
      const { cells, mesh } = this.judgeOne(place, {
        ...options,
        facts,
        results: judged,
        workloads: workloadsOf.get(key) ?? [],
        pods: podsOf.get(key) ?? [],
      });
      return [{ row: { ...toRow(place), cells }, mesh, facts }];
    });
  }

  /** Cells of a part of a namespace: of all that runs there, or of one component. */
  judgeOne(
    place: NamespaceKey,
    input: {
      controls: readonly Control[];
      facts: ClusterFacts;
      sources: readonly SourceFreshness[];
      results: readonly PolicyResult[];
      workloads: readonly WorkloadTableRow[];
      pods: readonly PodOfWorkload[];
    },
  ): { cells: ControlCell[]; mesh: MeshState } {
    const { controls, facts, sources, results } = input;
    const { cluster, namespace: name } = place;
    const namespace = facts.namespaces.get(name) ?? { name };
    const hasMesh = !sources.some(
      one =>
        one.cluster === cluster &&
        one.kind === 'peer-authentications' &&
        one.state === 'not installed',
    );
    const mesh = meshStateOf(namespace, input.pods, {
      policies: facts.peerAuthentications,
      rootNamespace: this.#options.rootNamespace,
      cause: whatIsMissing(sources, { cluster, needed: neededForMesh }),
    });
    const cells = cellsOf({
      controls,
      facts,
      namespace,
      results,
      workloads: input.workloads
        .filter(({ pods }) => pods > 0)
        .map(one => ({ kind: one.workload_kind, name: one.workload_name })),
      sources,
      mesh: hasMesh ? mesh : undefined,
    });
    return { cells, mesh };
  }

  /** The columns: controls of all clusters, and mTLS where there is a mesh. */
  async #columns(
    facts: readonly ClusterFacts[],
    sources: readonly SourceFreshness[],
  ): Promise<Control[]> {
    return columnsOf(facts, {
      sources,
      reporting: await this.#options.results.listSources(),
    });
  }

  async #places(facts: readonly ClusterFacts[]): Promise<Place[]> {
    const places = new Map<string, Place>();
    for (const { cluster, namespaces } of facts) {
      for (const namespace of namespaces.keys()) {
        const place = { cluster, namespace, owners: [], environments: [] };
        places.set(keyOf(place), place);
      }
    }
    for (const one of await this.#options.workloads.listPlaces()) {
      const { cluster, namespace, owner, environment } = one;
      const known = places.get(keyOf(one)) ?? {
        cluster,
        namespace,
        owners: [],
        environments: [],
      };
      places.set(keyOf(one), {
        ...known,
        owners: including(known.owners, owner),
        environments: including(known.environments, environment),
      });
    }
    return [...places.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  #now(): Date {
    return this.#options.now();
  }
}

/** A namespace, and whose it is. */
export type Place = NamespaceKey & {
  owners: readonly string[];
  environments: readonly string[];
};

function toRow({ cluster, namespace, owners, environments }: Place) {
  const [environment] = environments;
  return {
    cluster,
    namespace,
    ...(environment ? { environment } : {}),
    owners: [...owners].sort(),
  };
}

function including(list: readonly string[], one: string | null): string[] {
  return one && !list.includes(one) ? [...list, one] : [...list];
}

/** Namespaces of one name stand together. */
function keyOf({ cluster, namespace }: NamespaceKey): string {
  return `${namespace}\n${cluster}`;
}

function keyOfCursor(cursor: string): string {
  const [namespace, cluster] = fromCursor(cursor, 2);
  return keyOf({ namespace: String(namespace), cluster: String(cluster) });
}

function groupBy<T extends NamespaceKey>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function isWanted(place: Place, filter: MatrixFilter): boolean {
  const { cluster, owner, environment, text } = filter;
  return (
    (!cluster || cluster.includes(place.cluster)) &&
    (!owner || place.owners.some(one => owner.includes(one))) &&
    (!environment ||
      place.environments.some(one => environment.includes(one))) &&
    (!text || place.namespace.includes(text.toLowerCase()))
  );
}

function hasCell(
  cells: readonly ControlCell[],
  { answer, stage }: MatrixFilter,
): boolean {
  return cells.some(
    cell =>
      (!answer || (cell.answer && answer.includes(cell.answer))) &&
      (!stage || stage.includes(cell.stage)),
  );
}
