import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readWorkloadPattern,
  type WorkloadPattern,
} from './assignment/WorkloadPattern';

/** Where components run. */
export type Environment = {
  name: string;
  /** The cluster's name under `kubernetes.clusterLocatorMethods`. */
  cluster: string;
  /** As written, with `{name}` and `{entityNamespace}` in it. */
  namespace: string;
  /** Which workloads are in it. */
  pattern: WorkloadPattern;
};

/** What `environments:` and `workloads:` say. */
export type WorkloadsConfig = {
  /** In the order in which a change goes through them. */
  environments: readonly Environment[];
  fallback: readonly WorkloadPattern[];
};

/** Where the two lists stood before every plugin read the same ones. */
const moved = {
  'grafana.environments': 'environments',
  'supplyChain.environments': 'environments',
  'supplyChain.fallback': 'workloads.fallback',
} as const;

/**
 * The only reader of `environments:` and `workloads:`; what is wrong with them stops the start, with its key.
 *
 * @throws InputError naming the key of what cannot be used
 */
export function readWorkloadsConfig(root: Config): WorkloadsConfig {
  for (const [from, to] of Object.entries(moved)) {
    if (root.has(from)) {
      throw new InputError(
        `${from} is not read any more; move what it says to ${to}`,
      );
    }
  }
  const environments = (root.getOptionalConfigArray('environments') ?? []).map(
    (one, index) => readEnvironment(one, `environments[${index}]`),
  );
  const names = environments.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin)
    throw new InputError(`environments has two entries named '${twin}'`);
  return {
    environments,
    fallback: (root.getOptionalConfigArray('workloads.fallback') ?? []).map(
      (one, index) => readFallback(one, `workloads.fallback[${index}]`),
    ),
  };
}

function readEnvironment(config: Config, key: string): Environment {
  const name = config.getString('name');
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new InputError(
      `${key}.name is '${name}', but must be letters, digits, '-', '_' and '.'`,
    );
  }
  const cluster = config.getString('cluster');
  const namespace = config.getString('namespace');
  return {
    name,
    cluster,
    namespace,
    pattern: readWorkloadPattern({ cluster, namespace }, key),
  };
}

function readFallback(config: Config, key: string): WorkloadPattern {
  const namespace = config.getString('namespace');
  const workload = config.getOptionalString('workload');
  if (!`${namespace} ${workload}`.includes('{name}')) {
    throw new InputError(
      `${key} has {name} neither in namespace nor in workload, so it would name no component; add it`,
    );
  }
  return readWorkloadPattern(
    { cluster: config.getOptionalString('cluster'), namespace, workload },
    key,
  );
}
