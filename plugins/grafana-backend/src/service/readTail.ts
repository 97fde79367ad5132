import { LogTailAnswer, SourceError } from '@portolan/plugin-grafana-common';
import { GrafanaConfig } from '../config';
import { ResolvedEnvironment } from '../environments/resolveEnvironments';
import { exploreUrl } from '../links/exploreUrl';
import { rangeAround } from '../links/rangeAround';
import { logSelector } from '../logs/logSelector';
import { toLogLines } from '../logs/toLogLines';
import { InstanceReader } from './InstanceReader';
import { toSourceError } from './toSourceError';

const minuteMs = 60_000;

/** The last lines of a component, or why they cannot be read. */
export async function readTail(
  reader: InstanceReader,
  environment: ResolvedEnvironment,
  options: { config: GrafanaConfig; pod?: string; limit?: number; now: Date },
): Promise<LogTailAnswer> {
  const { config, pod, now } = options;
  const { labels, lines, minutes } = config.logs;
  const limit = Math.min(options.limit ?? lines, lines);
  const from = new Date(now.getTime() - minutes * minuteMs);
  const nothing = {
    items: [],
    pods: [],
    from: from.toISOString(),
    to: now.toISOString(),
    truncated: false,
  };
  const fail = (failure: unknown): SourceError[] => [
    toSourceError(failure, [environment.name]),
  ];
  let dataSource;
  try {
    dataSource = await reader.findLogsDataSource();
  } catch (failure) {
    return { ...nothing, errors: fail(failure) };
  }
  const expr = logSelector(environment, labels, pod);
  const version = await reader.readVersion().catch(() => undefined);
  const url = exploreUrl(
    {
      browserUrl: reader.instance.browserUrl,
      version: version?.value ?? '',
    },
    { dataSource, expr, range: rangeAround(undefined, { minutes, now }) },
  );
  const time = { from, to: now };
  const [found, pods] = await Promise.allSettled([
    // One more than is shown tells whether there are more.
    reader.readLogs(dataSource, { expr, ...time, limit: limit + 1 }),
    reader.readLabelValues(dataSource, {
      label: labels.pod,
      selector: logSelector(environment, labels),
      ...time,
    }),
  ]);
  if (found.status === 'rejected') {
    return { ...nothing, url, errors: fail(found.reason) };
  }
  const all = toLogLines(found.value.value, labels);
  const seen = all.flatMap(line => line.pod ?? []);
  return {
    ...nothing,
    // What was read a moment ago is as old as it says.
    to: found.value.asOf.toISOString(),
    items: all.slice(0, limit),
    truncated: all.length > limit,
    pods: [
      ...new Set(pods.status === 'fulfilled' ? pods.value.value : seen),
    ].sort(),
    url,
    errors: pods.status === 'rejected' ? fail(pods.reason) : [],
  };
}
