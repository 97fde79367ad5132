import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  Application,
  compareEnvironments,
  decideState,
  DeploymentState,
  environmentOf,
  planQueries,
  Source,
  worstFirst,
  worstOf,
} from '../argo-cd';

/** A component, and how it does in each environment. */
export type ComponentState = {
  entity: Entity;
  /** In the order in which a change goes through them. */
  environments: Array<{
    name: string;
    application: Application;
    /** It was so when Argo CD last answered. */
    stale: boolean;
  }>;
  /** `undefined` while nobody knows: Argo CD has not answered, or is not asked. */
  state?: DeploymentState;
  /** Why there is no environment: Argo CD has none, or did not say. */
  absence?: 'not in Argo CD' | 'not known';
};

/** Joins components with what Argo CD says of them; whatever needs a person comes first. */
export function toComponentStates(
  components: Entity[],
  sources: Source[],
): ComponentState[] {
  const planned = planQueries(components);
  const byRef = new Map<string, ComponentState['environments']>();
  for (const source of sources) {
    const entityRefOf = planned.find(
      ({ query }) => JSON.stringify(query) === JSON.stringify(source.query),
    )?.entityRefOf;
    for (const application of source.applications) {
      const ref = entityRefOf?.(application);
      if (ref) {
        byRef.set(ref, [
          ...(byRef.get(ref) ?? []),
          {
            name: environmentOf(application),
            application,
            stale: source.failure !== undefined,
          },
        ]);
      }
    }
  }
  // An Argo CD that does not answer may hold what the others do not have.
  const unanswered = sources.some(({ failure }) => failure);
  const absenceOf = (entity: Entity): ComponentState['absence'] =>
    unanswered && planQueries([entity]).length > 0
      ? 'not known'
      : 'not in Argo CD';
  const rank = ({ state }: ComponentState) =>
    state ? worstFirst.indexOf(state) : worstFirst.length;
  return components
    .map(entity => {
      const environments = byRef.get(stringifyEntityRef(entity));
      return {
        entity,
        environments: (environments ?? []).sort((one, other) =>
          compareEnvironments(one.name, other.name),
        ),
        state:
          environments &&
          worstOf(
            environments.map(({ application }) => decideState(application)),
          ),
        absence: environments ? undefined : absenceOf(entity),
      };
    })
    .sort((one, other) => rank(one) - rank(other));
}

/** One sentence for all of them. */
export function summarise(states: ComponentState[]): string {
  const failing = states.filter(({ state }) => state === 'fail').length;
  const known = states.filter(({ state }) => state).length;
  if (failing) {
    return `${failing} of ${states.length} ${
      failing === 1 ? 'needs' : 'need'
    } attention.`;
  }
  if (known === 0) {
    return 'How they do is not known.';
  }
  return states.some(({ state }) => state === 'unknown')
    ? 'Nothing needs attention; Argo CD can\u2019t tell yet how all of them do.'
    : 'Nothing needs attention.';
}
