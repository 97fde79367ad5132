export { findingCsv, fleetCsv, groupCsv } from './csv';
export { readFleetFilter } from './readFleetFilter';
