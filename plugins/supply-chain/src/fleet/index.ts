export { fleetCsv } from './fleetCsv';
export { groupByOwner } from './groupByOwner';
export { listWholeFleet } from './listWholeFleet';
export { readFleetQuery } from './readFleetQuery';
