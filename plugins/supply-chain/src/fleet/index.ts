export { fleetCsv } from './fleetCsv';
export { groupByOwner } from './groupByOwner';
export { readFleetQuery } from './readFleetQuery';
