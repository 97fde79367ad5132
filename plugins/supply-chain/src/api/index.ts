export { supplyChainApiRef } from './SupplyChainApi';
export type {
  FindingQuery,
  FleetGroupQuery,
  FleetQuery,
  RequestOptions,
  SupplyChainApi,
  TransitionQuery,
} from './SupplyChainApi';
export { SupplyChainClient } from './SupplyChainClient';
