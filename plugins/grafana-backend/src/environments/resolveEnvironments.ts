import { DEFAULT_NAMESPACE, Entity } from '@backstage/catalog-model';
import { EnvironmentConfig } from '../config';

/** Where one component runs. */
export type ResolvedEnvironment = {
  name: string;
  cluster: string;
  namespace: string;
  instance: string;
  /** What the component's workload is called there. */
  workload: string;
};

export type Resolution = {
  environments: ResolvedEnvironment[];
  /** What the annotation says that is not followed, each with the reason. */
  refusals: string[];
};

/** `dev=nonprod/team-a-dev, prod=prod/team-a`: where a component runs when the pattern does not say so. */
export const environmentsAnnotation = 'portolan.io/environments';
const kubernetesIdAnnotation = 'backstage.io/kubernetes-id';

/** Where a component runs: the configured environments, as far as its annotation does not say otherwise. */
export function resolveEnvironments(
  entity: Entity,
  config: {
    environments: readonly EnvironmentConfig[];
    annotationNamespaces: readonly string[];
  },
): Resolution {
  const { name, namespace = DEFAULT_NAMESPACE, annotations } = entity.metadata;
  const fill = (pattern: string) =>
    pattern
      .replaceAll('{name}', name)
      .replaceAll('{entityNamespace}', namespace);
  const workload = annotations?.[kubernetesIdAnnotation] ?? name;
  const { places, refusals } = readPlaces(
    annotations?.[environmentsAnnotation],
    config,
    config.annotationNamespaces.map(fill),
  );
  const environments = config.environments
    // A name is unique within a catalog namespace only: a component of another
    // one must not see the logs of its namesake.
    .filter(
      environment =>
        // What names no single namespace says where workloads are, not where this one is.
        !environment.namespace.includes('*') &&
        (namespace === DEFAULT_NAMESPACE ||
          environment.namespace.includes('{entityNamespace}')),
    )
    .map(environment => ({
      name: environment.name,
      cluster: environment.cluster,
      namespace: fill(environment.namespace),
      instance: environment.instance,
      workload,
      ...places.get(environment.name),
    }));
  return { environments, refusals };
}

type Place = { cluster: string; namespace: string };

function readPlaces(
  annotation: string | undefined,
  config: { environments: readonly EnvironmentConfig[] },
  allowed: string[],
): { places: Map<string, Place>; refusals: string[] } {
  const places = new Map<string, Place>();
  const refusals: string[] = [];
  const clusters = config.environments.map(({ cluster }) => cluster);
  for (const part of (annotation ?? '').split(',')) {
    if (part.trim() === '') continue;
    const [, environment, cluster, namespace] =
      /^\s*([\w.-]+)=([\w.-]+)\/([a-z0-9-]+)\s*$/.exec(part) ?? [];
    if (!environment) {
      refusals.push(
        `'${part.trim()}' is not <environment>=<cluster>/<namespace>`,
      );
    } else if (!config.environments.some(({ name }) => name === environment)) {
      refusals.push(`there is no environment '${environment}'`);
    } else if (!clusters.includes(cluster)) {
      refusals.push(`there is no cluster '${cluster}'`);
    } else if (!allowed.some(pattern => isLike(namespace, pattern))) {
      refusals.push(
        `the namespace '${namespace}' is none that this component may name (grafana.annotationNamespaces)`,
      );
    } else {
      places.set(environment, { cluster, namespace });
    }
  }
  return { places, refusals };
}

function isLike(text: string, pattern: string): boolean {
  const parts = pattern
    .split('*')
    .map(part => part.replace(/[.^$+?()[\]{}|\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(text);
}
