import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Mark, nameEnvironments, Polled } from '@portolan/plugin-answers-react';
import {
  EnvironmentSignal,
  useEnvironmentSignals,
} from '@portolan/plugin-grafana';
import { decideSignal } from '@portolan/plugin-grafana-common';
import {
  EnvironmentGuardrail,
  environmentMark,
  useEnvironmentGuardrails,
} from '@portolan/plugin-guardrails';
import {
  EnvironmentTrust,
  staleSince,
  useComponentVerdict,
} from '@portolan/plugin-supply-chain';
import {
  decideState,
  EnvironmentDeployment,
  environmentOf,
  readQuery,
  Source,
  useApplications,
} from '../argo-cd';
import { Said, Signal } from './signals';

/** What passed once may not pass now. */
function toMark(answer: Mark | undefined, stale: boolean): Mark {
  return stale && answer === 'pass' ? 'unknown' : answer ?? 'nothing';
}

/** Who does not answer, or does not know the component yet, is silent. */
function toSignal<T>(
  { value, failure }: Polled<T>,
  toSaid: (value: T, stale: boolean) => Said[],
): Signal {
  if (value !== undefined) {
    return { state: 'said', said: toSaid(value, failure !== undefined) };
  }
  return { state: failure ? 'silent' : 'waiting', said: [] };
}

function toDeployed(sources: Source[] | undefined): Signal {
  if (!sources) return { state: 'waiting', said: [] };
  const said = sources.flatMap(({ applications, failure }) =>
    applications.map(application => ({
      environment: environmentOf(application),
      name: environmentOf(application),
      mark: toMark(decideState(application), failure !== undefined),
      content: (
        <EnvironmentDeployment
          application={application}
          stale={failure !== undefined}
        />
      ),
    })),
  );
  const silent = sources.some(({ failure }) => failure);
  return { state: silent && said.length === 0 ? 'silent' : 'said', said };
}

/** Asks all that the row shows, each for itself. */
export function useSignals(entity: Entity) {
  const entityRef = stringifyEntityRef(entity);
  const query = readQuery(entity);
  const applications = useApplications(query && [query]);
  const verdict = useComponentVerdict(entityRef);
  const guardrails = useEnvironmentGuardrails(entityRef);
  const alerts = useEnvironmentSignals(entityRef);

  return {
    /** What each was answered, to say what is missing. */
    asked: { applications, verdict, guardrails, alerts },
    signals: {
      deployed: query
        ? toDeployed(applications)
        : { state: 'said' as const, said: [] },
      trust: toSignal(verdict, ({ environments, sources }, stale) =>
        [...nameEnvironments(environments)].map(([name, environment]) => ({
          environment: environment.environment,
          name,
          mark: toMark(
            environment.answer,
            stale || staleSince(environment.cluster, sources) !== undefined,
          ),
          content: (
            <EnvironmentTrust
              environment={environment}
              sources={sources}
              stale={stale}
            />
          ),
        })),
      ),
      guardrails: toSignal(guardrails, ({ environments }, stale) =>
        [...nameEnvironments(environments)].map(([name, environment]) => ({
          environment: environment.environment,
          name,
          mark: toMark(environmentMark(environment), stale),
          content: (
            <EnvironmentGuardrail environment={environment} stale={stale} />
          ),
        })),
      ),
      health: toSignal(alerts, ({ items }, stale) =>
        items.map(signals => ({
          environment: signals.environment,
          name: signals.environment,
          mark: toMark(decideSignal(signals.alerts).answer, stale),
          content: <EnvironmentSignal signals={signals} />,
        })),
      ),
    },
  };
}
