import { LogLine, ReadPodLog } from '../podlog/podLog';
import { ResourceContext } from '../resources/ResourceContext';
import { KubeObject } from '../schema/types';
import { badRequest, notFound } from '../status/failures';
import { Answer, ApiRequest, AnswerStream } from './ApiRequest';
import { ResourceRequest, isTrue } from './requestInfo';

interface ContainerStatus {
  name: string;
  state?: {
    running?: { startedAt?: string };
    terminated?: { startedAt?: string };
    waiting?: { reason?: string; message?: string };
  };
  lastState?: { terminated?: Run };
}

/** One run of a container. */
interface Run {
  startedAt?: string;
  finishedAt?: string;
  exitCode?: number;
}

/** How often a log that is followed is looked at again. */
const followMs = 1000;

/** GET of `pods/<name>/log`. */
export function podLogAnswer(
  context: ResourceContext,
  readLog: ReadPodLog,
  request: ApiRequest<ResourceRequest>,
): Answer {
  const { info, query } = request;
  const pod = context.store.get('pods', {
    namespace: info.namespace,
    name: info.name!,
  });
  if (!pod) throw notFound({ group: '', resource: 'pods' }, info.name!);
  const container = chooseContainer(pod, query.get('container'));
  const run = runOf(pod, container, isTrue(query.get('previous')));
  const read = () => readLog({ pod, container, ...run, now: context.now() });
  const format = lineFormat(query);
  const lines = choose(read(), query, context.now());
  if (!isTrue(query.get('follow'))) {
    return {
      kind: 'text',
      status: 200,
      text: limitBytes(lines.map(format).join(''), query),
      headers: { 'content-type': 'text/plain' },
    };
  }
  return {
    kind: 'stream',
    contentType: 'text/plain',
    run: stream => follow(stream, { lines, read, format }),
  };
}

function chooseContainer(pod: KubeObject, asked: string | null): string {
  const { containers = [], initContainers = [] } = pod.spec as {
    containers?: { name: string }[];
    initContainers?: { name: string }[];
  };
  const name = pod.metadata.name!;
  const names = [...containers, ...initContainers].map(one => one.name);
  if (asked) {
    if (names.includes(asked)) return asked;
    throw badRequest(`container ${asked} is not valid for pod ${name}`);
  }
  if (containers.length === 1) return containers[0].name;
  throw badRequest(
    `a container name must be specified for pod ${name}, choose one of: [${names.join(
      ' ',
    )}]`,
  );
}

/**
 * The run of the container whose lines are asked for: while it waits to be
 * started again that is the one that failed. Throws when there is none, in the
 * kubelet's words.
 */
function runOf(
  pod: KubeObject,
  container: string,
  previous: boolean,
): { startedAt: Date; failedAt?: Date } {
  const { name } = pod.metadata;
  const { containerStatuses = [] } = (pod.status ?? {}) as {
    containerStatuses?: ContainerStatus[];
  };
  const status = containerStatuses.find(one => one.name === container);
  const last = status?.lastState?.terminated;
  if (previous && !last) {
    throw badRequest(
      `previous terminated container "${container}" in pod "${name}" not found`,
    );
  }
  const current = status?.state?.running ?? status?.state?.terminated;
  const startedAt = previous ? undefined : current?.startedAt;
  if (startedAt) return { startedAt: new Date(startedAt) };
  if (last?.startedAt) {
    return {
      startedAt: new Date(last.startedAt),
      failedAt:
        last.exitCode && last.finishedAt
          ? new Date(last.finishedAt)
          : undefined,
    };
  }
  const waiting = status?.state?.waiting;
  const why = waiting?.message ?? waiting?.reason;
  throw badRequest(
    `container "${container}" in pod "${name}" is waiting to start: ${
      why ?? 'ContainerCreating'
    }`,
  );
}

function choose(
  lines: LogLine[],
  query: URLSearchParams,
  now: Date,
): LogLine[] {
  const since = sinceOf(query, now);
  const recent = since
    ? lines.filter(line => line.time.getTime() >= since)
    : lines;
  const tail = query.get('tailLines');
  if (!tail) return recent;
  return Number(tail) === 0 ? [] : recent.slice(-Number(tail));
}

function sinceOf(query: URLSearchParams, now: Date): number | undefined {
  const seconds = query.get('sinceSeconds');
  if (seconds) return now.getTime() - Number(seconds) * 1000;
  const time = query.get('sinceTime');
  return time ? Date.parse(time) : undefined;
}

function lineFormat(query: URLSearchParams): (line: LogLine) => string {
  return isTrue(query.get('timestamps'))
    ? ({ time, text }) => `${time.toISOString()} ${text}\n`
    : ({ text }) => `${text}\n`;
}

function limitBytes(text: string, query: URLSearchParams): string {
  const limit = Number(query.get('limitBytes') || Infinity);
  return Buffer.byteLength(text) > limit
    ? Buffer.from(text).subarray(0, limit).toString()
    : text;
}

function follow(
  stream: AnswerStream,
  {
    lines,
    read,
    format,
  }: {
    lines: LogLine[];
    read: () => LogLine[];
    format: (line: LogLine) => string;
  },
): void {
  let last = read().at(-1)?.time.getTime() ?? 0;
  lines.forEach(line => stream.write(format(line)));
  const timer = setInterval(() => {
    const fresh = read().filter(line => line.time.getTime() > last);
    last = fresh.at(-1)?.time.getTime() ?? last;
    fresh.forEach(line => stream.write(format(line)));
  }, followMs);
  stream.onEnd(() => clearInterval(timer));
}
