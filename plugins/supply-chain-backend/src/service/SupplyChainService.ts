import type { Caller } from '@portolan/plugin-workloads-node';
import type {
  AnswerHistory,
  ComponentVerdict,
  DigestDetail,
  FindingFilter,
  FindingPage,
  FleetCounts,
  FleetFilter,
  FleetGrouping,
  FleetGroupPage,
  FleetGroupSort,
  FleetPage,
  FleetSort,
  SourceFreshness,
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';

export type Paging = { limit: number; cursor?: string };

/** Answers about what runs, for somebody: nobody sees what belongs to an entity that they may not read. */
export interface SupplyChainService {
  /** @throws NotFoundError where there is no such entity, or the caller may not read it */
  getComponentVerdict(
    entityRef: string,
    caller: Caller,
  ): Promise<ComponentVerdict>;
  /** @throws NotFoundError where no such digest runs, or for nobody whom the caller may read */
  getDigest(digest: string, caller: Caller): Promise<DigestDetail>;
  /** @throws NotFoundError as `getDigest` */
  listFindings(
    digest: string,
    query: Paging & { filter: FindingFilter; comparedWith?: string },
    caller: Caller,
  ): Promise<FindingPage>;
  listFleet(
    query: Paging & { filter: FleetFilter; sort: FleetSort },
    caller: Caller,
  ): Promise<FleetPage>;
  /** What runs, taken together by owner, system or image. */
  listGroups(
    query: Paging & {
      by: FleetGrouping;
      filter: FleetFilter;
      sort: FleetGroupSort;
    },
    caller: Caller,
  ): Promise<FleetGroupPage>;
  /** How much ran by answer, for each of the last days. */
  listHistory(days: number, caller: Caller): Promise<AnswerHistory>;
  countFleet(filter: FleetFilter, caller: Caller): Promise<FleetCounts>;
  /** @throws NotFoundError as the others, by what is asked for */
  listTransitions(
    of: { entityRef: string } | { digest: string },
    query: Paging,
    caller: Caller,
  ): Promise<TransitionPage>;
  listSources(caller: Caller): Promise<SourceFreshness[]>;
}
