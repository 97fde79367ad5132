import { identify } from './identify';

/** Environments by the names that pages and addresses use: the cluster is named only where it must be. */
export function nameEnvironments<
  T extends { environment: string; cluster: string; namespace: string },
>(environments: readonly T[]): ReadonlyMap<string, T> {
  return identify(environments, [
    each => each.environment,
    each => `${each.environment} (${each.cluster})`,
    each => `${each.environment} (${each.cluster}, ${each.namespace})`,
  ]);
}
