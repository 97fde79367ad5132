import { readAll, readKnown } from '@portolan/plugin-answers-react';
import { answers, FleetFilter } from '@portolan/plugin-supply-chain-common';

/** What the page's address asks of the fleet; what it does not understand is left out. */
export function readFleetFilter(parameters: URLSearchParams): FleetFilter {
  const owned = parameters.get('owned');
  return {
    answer: readKnown(parameters, 'answer', answers),
    environment: readAll(parameters, 'environment'),
    owner: readAll(parameters, 'owner'),
    system: readAll(parameters, 'system'),
    digest: readAll(parameters, 'digest'),
    owned: owned === 'true' || owned === 'false' ? owned === 'true' : undefined,
    text: parameters.get('text') || undefined,
  };
}
