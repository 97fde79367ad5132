import { readAll, readKnown } from '@portolan/plugin-answers-react';
import { answers, fleetSorts } from '@portolan/plugin-supply-chain-common';
import { FleetQuery } from '../api';

/** What the page's address asks of the fleet; what it does not understand is left out. */
export function readFleetQuery(parameters: URLSearchParams): FleetQuery {
  const owned = parameters.get('owned');
  return {
    answer: readKnown(parameters, 'answer', answers),
    environment: readAll(parameters, 'environment'),
    owner: readAll(parameters, 'owner'),
    system: readAll(parameters, 'system'),
    owned: owned === 'true' || owned === 'false' ? owned === 'true' : undefined,
    text: parameters.get('text') || undefined,
    sort: fleetSorts.find(sort => sort === parameters.get('sort')) ?? 'worst',
    cursor: parameters.get('after') ?? undefined,
  };
}
