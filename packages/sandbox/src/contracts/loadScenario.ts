import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Exchange, Scenario, Step } from './Scenario';

const contractsDirectory = join(__dirname, '..', '..', 'contracts');

/** The names of all recordings of a system, in order. */
export function listScenarios(system: string): string[] {
  return readdirSync(join(contractsDirectory, system))
    .filter(file => file.endsWith('.json'))
    .map(file => file.slice(0, -'.json'.length))
    .sort();
}

export function loadScenario(system: string, name: string): Scenario {
  const file = join(contractsDirectory, system, `${name}.json`);
  const recording = JSON.parse(readFileSync(file, 'utf8'));
  return {
    system: recording.system,
    name,
    title: recording.title,
    notes: recording.notes ?? [],
    exchanges: recording.exchanges,
    steps: toSteps(recording.exchanges),
  };
}

/** An entry that only notes what a real client printed has nothing to play. */
export function isPlayable(exchange: Exchange): boolean {
  return Boolean(exchange.request || exchange.delivery || exchange.count === 0);
}

function toSteps(exchanges: Exchange[]): Step[] {
  let next = 0;
  const toStep = (exchange: Exchange): Step => ({
    index: next++,
    exchange,
    while: (exchange.while ?? []).map(toStep),
  });
  return exchanges.map(toStep);
}
