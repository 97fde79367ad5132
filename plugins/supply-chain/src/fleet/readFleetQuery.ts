import { answers, fleetSorts } from '@portolan/plugin-supply-chain-common';
import { FleetQuery } from '../api';
import { readKnown } from '../hooks';

/** What the page's address asks of the fleet; what it does not understand is left out. */
export function readFleetQuery(parameters: URLSearchParams): FleetQuery {
  const all = (name: string) => {
    const values = parameters.getAll(name).filter(value => value !== '');
    return values.length > 0 ? values : undefined;
  };
  const owned = parameters.get('owned');
  return {
    answer: readKnown(parameters, 'answer', answers),
    environment: all('environment'),
    owner: all('owner'),
    system: all('system'),
    owned: owned === 'true' || owned === 'false' ? owned === 'true' : undefined,
    text: parameters.get('text') || undefined,
    sort: fleetSorts.find(sort => sort === parameters.get('sort')) ?? 'worst',
    cursor: parameters.get('after') ?? undefined,
  };
}
