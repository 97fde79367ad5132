export { supplyChainPlugin as default } from './plugin';
export { supplyChainApiRef } from './api';
export type { SupplyChainApi } from './api';
export { EnvironmentTrust } from './components/EnvironmentTrust';
export { useComponentVerdict, useFleet } from './hooks';
export { staleSince } from './wording';
