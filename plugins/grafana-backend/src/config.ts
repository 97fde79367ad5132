import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  readWorkloadsConfig,
  type Environment,
} from '@portolan/plugin-workloads-node';

/** One Grafana that is read. */
export type GrafanaInstance = {
  name: string;
  /** Without a trailing slash. */
  url: string;
  browserUrl: string;
  token: string;
  timeoutMs: number;
  logsDataSource?: string;
  alertDataSources?: readonly string[];
};

export type EnvironmentConfig = Pick<
  Environment,
  'name' | 'cluster' | 'namespace'
> & {
  /** The name of a configured instance. */
  instance: string;
};

/** What `grafana:` says of the environments, read once at start. */
export type GrafanaConfig = {
  instances: readonly GrafanaInstance[];
  environments: readonly EnvironmentConfig[];
  annotationNamespaces: readonly string[];
  platformTag: string;
  variables: { cluster: string; namespace: string; workload: string };
  alertLabels: { cluster: string; namespace: string; workload?: string };
  logs: {
    minutes: number;
    lines: number;
    labels: {
      cluster: string;
      namespace: string;
      workload: string;
      pod: string;
    };
  };
};

const labelName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The only reader of `grafana:`; what is wrong with it stops the start, with its key. */
export function readGrafanaConfig(root: Config): GrafanaConfig {
  const config = root.getOptionalConfig('grafana');
  const instances = (config?.getOptionalConfigArray('instances') ?? []).map(
    (one, index) => readInstance(one, `grafana.instances[${index}]`),
  );
  refuseTwins(instances, 'grafana.instances');
  const { environments } = readWorkloadsConfig(root);
  const instanceOf = readInstanceOf(config, { instances, environments });
  const label = (key: string, otherwise: string) =>
    readLabel(config, key, otherwise);
  return {
    instances,
    environments:
      instances.length === 0
        ? []
        : environments.map(({ name, cluster, namespace }) => ({
            name,
            cluster,
            namespace,
            instance: instanceOf(name),
          })),
    annotationNamespaces: config?.getOptionalStringArray(
      'annotationNamespaces',
    ) ?? ['{name}', '{name}-*'],
    platformTag:
      config?.getOptionalString('dashboards.platformTag') ?? 'platform',
    variables: {
      cluster: label('dashboards.variables.cluster', 'cluster'),
      namespace: label('dashboards.variables.namespace', 'namespace'),
      workload: label('dashboards.variables.workload', 'workload'),
    },
    alertLabels: {
      cluster: label('alertLabels.cluster', 'cluster'),
      namespace: label('alertLabels.namespace', 'namespace'),
      workload: config?.has('alertLabels.workload')
        ? label('alertLabels.workload', '')
        : undefined,
    },
    logs: {
      minutes: readNumber(config, 'logs.minutes', { otherwise: 15, most: 60 }),
      lines: readNumber(config, 'logs.lines', { otherwise: 100, most: 1000 }),
      labels: {
        cluster: label('logs.labels.cluster', 'cluster'),
        namespace: label('logs.labels.namespace', 'namespace'),
        workload: label('logs.labels.workload', 'service_name'),
        pod: label('logs.labels.pod', 'pod'),
      },
    },
  };
}

function readInstance(config: Config, key: string): GrafanaInstance {
  const url = readUrl(config, 'url', key);
  const token = config.getString('token').trim();
  if (token === '') {
    throw new InputError(
      `${key}.token is empty; give the token of a service account with the role Viewer`,
    );
  }
  return {
    name: readName(config, key),
    url,
    browserUrl: config.has('browserUrl')
      ? readUrl(config, 'browserUrl', key)
      : url,
    token,
    timeoutMs:
      1000 *
      readNumber(config, 'timeoutSeconds', { otherwise: 5, most: 30 }, key),
    logsDataSource: config.getOptionalString('logsDataSource'),
    alertDataSources: config.getOptionalStringArray('alertDataSources'),
  };
}

/** Which Grafana knows an environment: the only one, where `grafana.instanceOf` does not say. */
function readInstanceOf(
  config: Config | undefined,
  known: {
    instances: readonly GrafanaInstance[];
    environments: readonly { name: string }[];
  },
): (environment: string) => string {
  const instances = known.instances.map(({ name }) => name);
  const written = config?.getOptionalConfig('instanceOf');
  for (const environment of written?.keys() ?? []) {
    const key = `grafana.instanceOf.${environment}`;
    const instance = written?.getString(environment);
    if (!known.environments.some(({ name }) => name === environment)) {
      throw new InputError(`${key} is of no environment in environments`);
    }
    if (!instance || !instances.includes(instance)) {
      throw new InputError(
        `${key} is '${instance}', but grafana.instances has ${
          instances.map(name => `'${name}'`).join(', ') || 'nothing'
        }`,
      );
    }
  }
  return environment => {
    const instance = written?.getOptionalString(environment);
    if (instance) return instance;
    if (instances.length === 1) return instances[0];
    throw new InputError(
      `grafana.instanceOf.${environment} is missing: with ${instances.length} entries in grafana.instances it must name one of them`,
    );
  };
}

function readName(config: Config, key: string): string {
  const name = config.getString('name');
  if (!/^[A-Za-z0-9][\w.-]*$/.test(name)) {
    throw new InputError(
      `${key}.name is '${name}', but must be letters, digits, '-', '_' and '.'`,
    );
  }
  return name;
}

function readUrl(config: Config, name: string, key: string): string {
  const text = config.getString(name);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search) {
    throw new InputError(
      `${key}.${name} is '${text}', but must be an http or https address without user and query`,
    );
  }
  return text.replace(/\/+$/, '');
}

function readLabel(
  config: Config | undefined,
  key: string,
  otherwise: string,
): string {
  const name = config?.getOptionalString(key) ?? otherwise;
  if (!labelName.test(name)) {
    throw new InputError(
      `grafana.${key} is '${name}', which cannot be the name of a label`,
    );
  }
  return name;
}

function readNumber(
  config: Config | undefined,
  key: string,
  { otherwise, most }: { otherwise: number; most: number },
  prefix = 'grafana',
): number {
  const number = config?.getOptionalNumber(key) ?? otherwise;
  if (!(number >= 1 && number <= most)) {
    throw new InputError(
      `${prefix}.${key} is ${number}, but must be from 1 to ${most}`,
    );
  }
  return number;
}

function refuseTwins(list: Array<{ name: string }>, key: string): void {
  const names = list.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin) throw new InputError(`${key} has two entries named '${twin}'`);
}
