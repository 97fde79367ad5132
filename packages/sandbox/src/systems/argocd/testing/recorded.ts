import { loadScenario } from '../../../contracts/loadScenario';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

/** An object, or a list of them, as a real API server answered it. */
export function recorded<T = KubernetesObject>(
  system: string,
  scenario: string,
  exchange: number,
): T {
  const { exchanges } = loadScenario(system, scenario);
  const body = exchanges[exchange].response?.body;
  if (!body) throw new Error(`${scenario} ${exchange} has no body`);
  return structuredClone(body) as T;
}

/** The objects of a recorded list, which do not say what they are. */
export function recordedItems(
  scenario: string,
  exchange: number,
  type: { apiVersion: string; kind: string },
): KubernetesObject[] {
  const list = recorded<{ items: KubernetesObject[] }>(
    'kubernetes',
    scenario,
    exchange,
  );
  return list.items.map(item => ({ ...item, ...type }));
}
