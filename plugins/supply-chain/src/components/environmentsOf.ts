import { identify, nameEnvironments } from '@portolan/plugin-answers-react';
import {
  ComponentVerdict,
  ContainerVerdict,
  EnvironmentVerdict,
} from '@portolan/plugin-supply-chain-common';

/** Environments by the names that pages and addresses use. */
export function environmentsOf(
  verdict: ComponentVerdict,
): ReadonlyMap<string, EnvironmentVerdict> {
  return nameEnvironments(verdict.environments);
}

/** Containers in the same way. During a roll-out two digests run in one. */
export function containersOf(
  environment: EnvironmentVerdict,
): ReadonlyMap<string, ContainerVerdict> {
  const long = (each: ContainerVerdict) =>
    `${each.workload.kind} ${each.workload.name}, ${each.container}`;
  return identify(environment.containers, [
    each => each.container,
    each => `${each.workload.name}, ${each.container}`,
    long,
    each => `${long(each)}, ${each.digest?.slice(0, 19) ?? each.image}`,
    each => `${long(each)}, ${each.digest ?? ''} ${each.image}`,
  ]);
}
