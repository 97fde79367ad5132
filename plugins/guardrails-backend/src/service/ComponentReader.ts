import type {
  ComponentGuardrails,
  Control,
  EnvironmentGuardrails,
  SourceFreshness,
  Stage,
} from '@portolan/plugin-guardrails-common';
import type { FreshnessReader } from '@portolan/plugin-workloads-node';
import { decideEnvironment } from '../control';
import {
  factsOf,
  type ClusterFacts,
  type ClusterFactsReader,
} from '../database/ClusterFacts';
import type { ResultStore } from '../database/ResultStore';
import type { WorkloadTableRow } from '../database/tables';
import type { WorkloadStore } from '../database/WorkloadStore';
import { controlStage } from './cellsOf';
import { columnsOf } from './columnsOf';
import { judgePlace } from './judgePlace';
import { namedSources } from './namedSources';
import { toPolicyResult } from './toPolicyResult';

/** Where a component runs, or ran. */
type Spot = {
  environment: string;
  cluster: string;
  namespace: string;
  workloads: WorkloadTableRow[];
};

/** Reads and judges what belongs to one component. */
export class ComponentReader {
  readonly #options: {
    facts: ClusterFactsReader;
    results: ResultStore;
    workloads: WorkloadStore;
    freshness: Pick<FreshnessReader, 'list'>;
    rootNamespace: string;
    /** In the order in which a change goes through them. */
    environments: readonly string[];
    staleAfterMs: number;
    now: () => Date;
  };

  constructor(options: {
    facts: ClusterFactsReader;
    results: ResultStore;
    workloads: WorkloadStore;
    freshness: Pick<FreshnessReader, 'list'>;
    rootNamespace: string;
    environments: readonly string[];
    staleAfterMs: number;
    now: () => Date;
  }) {
    this.#options = options;
  }

  async get(entityRef: string): Promise<ComponentGuardrails> {
    const { results, workloads, freshness, environments } = this.#options;
    const [own, rows, facts, sources, reporting] = await Promise.all([
      workloads.ofEntity(entityRef),
      results.ofEntity(entityRef),
      this.#options.facts.list(),
      freshness.list(),
      results.listSources(),
    ]);
    const spots = inOrder(groupBySpot(own), environments);
    const pods = await workloads.podsOf(spots);
    const now = this.#options.now();
    const columns = columnsOf(facts, { sources, reporting });
    const policyColumns = columns.filter(({ kind }) => kind === 'policy');
    return {
      entityRef,
      environments: spots.flatMap((spot, index): EnvironmentGuardrails[] => {
        const here = factsOf(facts, spot.cluster);
        const judged = rows
          .filter(row => isIn(row, spot))
          .map(row =>
            toPolicyResult(row, { ...this.#options, facts: here, now }),
          );
        const { cells, mesh } = judgePlace(spot, {
          rootNamespace: this.#options.rootNamespace,
          controls: columns,
          facts: here,
          sources,
          results: judged,
          workloads: spot.workloads,
          pods: pods.filter(
            ({ cluster, namespace, workload }) =>
              isIn({ cluster, namespace }, spot) &&
              spot.workloads.some(
                one =>
                  one.workload_kind === workload.kind &&
                  one.workload_name === workload.name,
              ),
          ),
        });
        return [
          decideEnvironment({
            ...spot,
            cells: cells.slice(0, policyColumns.length),
            results: judged,
            mesh,
            later: spots
              .slice(index + 1)
              .filter(one => environments.includes(one.environment))
              .map(one => ({
                environment: one.environment,
                stages: stagesAt(
                  one,
                  policyColumns,
                  factsOf(facts, one.cluster),
                ),
              })),
          }),
        ];
      }),
      sources: namedSources(sources).filter(one => isOfInterest(one, spots)),
    };
  }
}

function groupBySpot(rows: readonly WorkloadTableRow[]): Spot[] {
  const spots = new Map<string, Spot>();
  for (const row of rows) {
    const { cluster, namespace } = row;
    const environment = row.environment ?? namespace;
    const key = JSON.stringify([environment, cluster, namespace]);
    const spot = spots.get(key);
    if (spot) spot.workloads.push(row);
    else spots.set(key, { environment, cluster, namespace, workloads: [row] });
  }
  return [...spots.values()];
}

function inOrder(spots: Spot[], environments: readonly string[]): Spot[] {
  const rank = ({ environment }: Spot) => {
    const index = environments.indexOf(environment);
    return index < 0 ? environments.length : index;
  };
  return spots.sort(
    (a, b) => rank(a) - rank(b) || (a.namespace < b.namespace ? -1 : 1),
  );
}

function isIn(
  one: { cluster: string; namespace: string },
  spot: { cluster: string; namespace: string },
): boolean {
  return one.cluster === spot.cluster && one.namespace === spot.namespace;
}

function stagesAt(
  spot: Spot,
  columns: readonly Control[],
  facts: ClusterFacts,
): Record<string, Stage> {
  const name = spot.namespace;
  const namespace = facts.namespaces.get(name) ?? { name };
  return Object.fromEntries(
    columns.map(({ id }) => [
      id,
      controlStage(id, { facts, namespace, results: [] }).stage,
    ]),
  );
}

function isOfInterest(
  source: SourceFreshness,
  spots: readonly Spot[],
): boolean {
  return (
    source.cluster === undefined ||
    spots.length === 0 ||
    spots.some(({ cluster }) => cluster === source.cluster)
  );
}
