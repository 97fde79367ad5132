export { supplyChainApiRef } from './SupplyChainApi';
export type {
  FindingQuery,
  FleetQuery,
  RequestOptions,
  SupplyChainApi,
  TransitionQuery,
} from './SupplyChainApi';
export { SupplyChainClient } from './SupplyChainClient';
