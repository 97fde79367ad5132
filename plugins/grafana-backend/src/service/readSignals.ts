import {
  DashboardLink,
  EnvironmentAlerts,
  EnvironmentSignals,
  SourceError,
} from '@portolan/plugin-grafana-common';
import { toEnvironmentAlerts } from '../alerts/toEnvironmentAlerts';
import { GrafanaConfig } from '../config';
import { ResolvedEnvironment } from '../environments/resolveEnvironments';
import { dashboardUrl } from '../links/dashboardUrl';
import { exploreUrl, TimeRange } from '../links/exploreUrl';
import { rangeAround } from '../links/rangeAround';
import { logSelector } from '../logs/logSelector';
import { InstanceReader } from './InstanceReader';
import { toSourceError } from './toSourceError';

export type SignalsOptions = {
  config: GrafanaConfig;
  /** The component's name: dashboards that have it as a tag are its own. */
  component: string;
  at?: Date;
  now: Date;
};

/** Collects what a source could not say, and goes on without it. */
type Unless = <T>(read: Promise<T>) => Promise<T | undefined>;

/** All of one environment; what could not be read is missing in the item and told in the errors. */
export async function readSignals(
  reader: InstanceReader,
  environment: ResolvedEnvironment,
  options: SignalsOptions,
): Promise<{ item: EnvironmentSignals; errors: SourceError[] }> {
  const errors: SourceError[] = [];
  const tell = (failure: unknown) =>
    errors.push(toSourceError(failure, [environment.name]));
  const unless: Unless = read =>
    read.catch(failure => {
      tell(failure);
      return undefined;
    });
  const range = rangeAround(options.at, {
    minutes: options.config.logs.minutes,
    now: options.now,
  });
  const [alerts, dashboards, explore] = await Promise.all([
    readAlerts(reader, environment, options.config, tell),
    readDashboards(reader, environment, { ...options, range, unless, tell }),
    readExploreLinks(reader, environment, { ...options, range, unless }),
  ]);
  return {
    item: {
      environment: environment.name,
      cluster: environment.cluster,
      namespace: environment.namespace,
      instance: environment.instance,
      alerts,
      links: { dashboards, ...explore },
    },
    errors,
  };
}

async function readAlerts(
  reader: InstanceReader,
  environment: ResolvedEnvironment,
  config: GrafanaConfig,
  tell: (failure: unknown) => void,
): Promise<EnvironmentAlerts | undefined> {
  const parts = await reader.readAlerts();
  const answers = parts.flatMap(part => {
    const failure = 'answer' in part ? part.answer.failure : part.failure;
    if (failure) tell(failure);
    return 'answer' in part ? [part.answer] : [];
  });
  if (answers.length === 0) return undefined;
  return {
    items: toEnvironmentAlerts(
      answers.flatMap(({ value }) => value),
      environment,
      config.alertLabels,
    ),
    asOf: new Date(
      Math.min(...answers.map(({ asOf }) => asOf.getTime())),
    ).toISOString(),
    complete: answers.length === parts.length,
    stale: answers.some(({ failure }) => failure !== undefined),
  };
}

async function readDashboards(
  reader: InstanceReader,
  environment: ResolvedEnvironment,
  options: SignalsOptions & {
    range: TimeRange;
    unless: Unless;
    tell: (failure: unknown) => void;
  },
): Promise<DashboardLink[]> {
  const { config, range } = options;
  const found = await Promise.all(
    (
      [
        ['component', options.component],
        ['platform', config.platformTag],
      ] as const
    ).map(async ([origin, tag]) => {
      const answer = await options.unless(reader.readDashboards(tag));
      if (answer?.failure) options.tell(answer.failure);
      return (answer?.value ?? []).map(dashboard => ({ ...dashboard, origin }));
    }),
  );
  const variables = {
    [config.variables.cluster]: environment.cluster,
    [config.variables.namespace]: environment.namespace,
    [config.variables.workload]: environment.workload,
  };
  const unique = new Map(
    // The last one of a uid stays: a dashboard with both tags is the component's.
    found
      .reverse()
      .flat()
      .map(one => [one.uid, one]),
  );
  return [...unique.values()]
    .sort(
      (a, b) =>
        Number(b.origin === 'component') - Number(a.origin === 'component'),
    )
    .flatMap(({ title, url: path, origin }) => {
      const url = dashboardUrl(
        reader.instance.browserUrl,
        { path, variables },
        range,
      );
      return url ? [{ title, url, origin }] : [];
    });
}

async function readExploreLinks(
  reader: InstanceReader,
  environment: ResolvedEnvironment,
  options: SignalsOptions & { range: TimeRange; unless: Unless },
): Promise<{ logs?: string; metrics?: string }> {
  const { config, range, unless } = options;
  // Without a version the links are made for a recent one.
  const version = await reader.readVersion().catch(() => undefined);
  const grafana = {
    browserUrl: reader.instance.browserUrl,
    version: version?.value ?? '',
  };
  const loki = await unless(reader.findLogsDataSource());
  const sources = await unless(reader.readDataSources());
  const metrics = (sources?.value ?? [])
    .filter(({ type }) => type === 'prometheus')
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault))[0];
  return {
    logs:
      loki &&
      exploreUrl(grafana, {
        dataSource: loki,
        expr: logSelector(environment, config.logs.labels),
        range,
      }),
    metrics:
      metrics &&
      exploreUrl(grafana, {
        dataSource: metrics,
        expr: `{${config.alertLabels.cluster}=${JSON.stringify(
          environment.cluster,
        )}, ${config.alertLabels.namespace}=${JSON.stringify(
          environment.namespace,
        )}}`,
        range,
      }),
  };
}
