import { createApiRef } from '@backstage/frontend-plugin-api';
import {
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
  TransitionPage,
} from '@portolan/plugin-supply-chain-common';

export type RequestOptions = { signal?: AbortSignal };

/** Where a page starts and how long it is; the first page, as long as the server likes, when not given. */
type Paging = { cursor?: string; limit?: number };

export type FindingQuery = FindingFilter &
  Paging & {
    /** What ran before: findings are new that it had not. */
    comparedWith?: string;
  };

export type FleetQuery = FleetFilter & Paging & { sort?: FleetSort };

export type FleetGroupQuery = FleetFilter &
  Paging & { by: FleetGrouping; sort?: FleetGroupSort };

export type TransitionQuery = Paging;

/**
 * What the portal knows of images that run, from its own database.
 *
 * Each call fails with a `ResponseError` when the server refuses or does not
 * answer, and with an error that names the field when it answers nonsense.
 */
export interface SupplyChainApi {
  getComponentVerdict(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<ComponentVerdict>;
  getDigest(digest: string, options?: RequestOptions): Promise<DigestDetail>;
  listFindings(
    digest: string,
    query: FindingQuery,
    options?: RequestOptions,
  ): Promise<FindingPage>;
  listFleet(query: FleetQuery, options?: RequestOptions): Promise<FleetPage>;
  listGroups(
    query: FleetGroupQuery,
    options?: RequestOptions,
  ): Promise<FleetGroupPage>;
  /** How much ran by answer on each of the last 30 days. */
  listHistory(options?: RequestOptions): Promise<AnswerHistory>;
  countFleet(options?: RequestOptions): Promise<FleetCounts>;
  listTransitions(
    entityRef: string,
    query: TransitionQuery,
    options?: RequestOptions,
  ): Promise<TransitionPage>;
}

export const supplyChainApiRef = createApiRef<SupplyChainApi>().with({
  id: 'plugin.supply-chain.api',
});
