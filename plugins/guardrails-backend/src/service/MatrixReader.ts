import type {
  Control,
  ControlCell,
  MatrixFilter,
  MatrixPage,
  MatrixRow,
  MeshState,
  SourceFreshness,
} from '@portolan/plugin-guardrails-common';
import {
  inBatches,
  type FreshnessReader,
} from '@portolan/plugin-workloads-node';
import {
  factsOf,
  type ClusterFacts,
  type ClusterFactsReader,
} from '../database/ClusterFacts';
import type { ResultStore } from '../database/ResultStore';
import type { NamespaceKey, WorkloadStore } from '../database/WorkloadStore';
import { columnsOf } from './columnsOf';
import { judgePlace } from './judgePlace';
import { namedSources } from './namedSources';
import {
  cursorOf,
  groupByPlace,
  isWanted,
  keyOf,
  keyOfCursor,
  toPlaces,
  toRow,
  type Place,
} from './places';
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
      ...(rest.length > limit && last ? { cursor: cursorOf(last) } : {}),
      sources: namedSources(sources),
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
    return { ...judged, controls, sources };
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
    const resultsOf = groupByPlace(found);
    const workloadsOf = groupByPlace(running);
    const podsOf = groupByPlace(pods);
    return places.map(place => {
      const facts = factsOf(options.facts, place.cluster);
      const key = keyOf(place);
      const judged = (resultsOf.get(key) ?? []).map(row =>
        toPolicyResult(row, { ...this.#options, facts, now: this.#now() }),
      );
      const { cells, mesh } = judgePlace(place, {
        ...options,
        rootNamespace: this.#options.rootNamespace,
        facts,
        results: judged,
        workloads: workloadsOf.get(key) ?? [],
        pods: podsOf.get(key) ?? [],
      });
      return { row: { ...toRow(place), cells }, mesh, facts };
    });
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
    return toPlaces(facts, await this.#options.workloads.listPlaces());
  }

  #now(): Date {
    return this.#options.now();
  }
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
