import { z } from 'zod';
import { Labels, labelText } from '../query/labels';
import { detectLevel } from './detectLevel';
import { LokiError } from './LokiError';
import { Entry, LokiStore } from './LokiStore';
import { rfc3339, toNs } from './times';

const hourNs = 3_600_000_000_000n;
const oldestNs = 7n * 24n * hourNs;
const newestNs = hourNs / 6n;
const mostLabels = 15;

const pushSchema = z.object({
  streams: z
    .array(
      z.object({
        stream: z.record(z.union([z.string(), z.number()]).transform(String)),
        values: z.array(
          z
            .tuple([z.string().regex(/^\d+$/), z.string()])
            .rest(z.record(z.string())),
        ),
      }),
    )
    .default([]),
});

/** Labels that name a service, in the order in which Loki tries them. */
const serviceLabels = [
  'service',
  'app',
  'application',
  'app_name',
  'name',
  'app_kubernetes_io_name',
  'container',
  'container_name',
  'component',
  'workload',
  'job',
];

/**
 * Takes a push: what is good is kept, also when something else in it is refused.
 *
 * @throws LokiError when a part was refused, or all of it
 */
export function takePush(store: LokiStore, body: unknown, now: Date): void {
  const { success, data } = pushSchema.safeParse(body);
  if (!success) {
    throw new LokiError(
      'loghttp.PushRequest.Streams: []loghttp.LogProtoStream: decode slice: expect [ or n\n',
    );
  }
  if (data.streams.length === 0) {
    throw new LokiError(
      'error at least one valid stream is required for ingestion\n',
      422,
    );
  }
  data.streams.forEach(({ stream }) => checkNames(stream));
  const refused = data.streams.flatMap(({ stream, values }) =>
    takeStream(store, {
      labels: withServiceName(stream),
      sent: Object.keys(stream).length,
      entries: values.map(([time, line, metadata = {}]) => ({
        time: BigInt(time),
        line,
        metadata: { detected_level: detectLevel(line), ...clean(metadata) },
      })),
      now: toNs(now),
    }),
  );
  if (refused.length > 0) throw new LokiError(`${refused.join('\n')}\n`);
}

function takeStream(
  store: LokiStore,
  push: { labels: Labels; sent: number; entries: Entry[]; now: bigint },
): string[] {
  const { labels, sent, now } = push;
  const text = labelText(labels);
  if (sent > mostLabels) {
    return [
      `entry for stream '${text}' has ${sent} label names; limit ${mostLabels}`,
    ];
  }
  const newest = store.newest(labels) ?? 0n;
  const refused: string[] = [];
  const good = push.entries.filter(({ time }) => {
    const why =
      describeWrongTime(text, time, now) ??
      describeFarBehind(text, { time, newest, count: push.entries.length });
    if (why) refused.push(why);
    return !why;
  });
  if (good.length > 0) store.append(labels, good);
  return refused;
}

function describeWrongTime(
  text: string,
  time: bigint,
  now: bigint,
): string | undefined {
  if (time < now - oldestNs) {
    return `entry for stream '${text}' has timestamp too old: ${rfc3339(
      time,
    )}, oldest acceptable timestamp is: ${rfc3339(now - oldestNs)}`;
  }
  return time > now + newestNs
    ? `entry for stream '${text}' has timestamp too new: ${rfc3339(time)}`
    : undefined;
}

function describeFarBehind(
  text: string,
  options: { time: bigint; newest: bigint; count: number },
): string | undefined {
  const { time, newest, count } = options;
  const oldest = newest - hourNs;
  if (time >= oldest) return undefined;
  return `entry with timestamp ${rfc3339(
    time,
  )} ignored, reason: 'entry too far behind, entry timestamp is: ${rfc3339(
    time,
  )}, oldest acceptable timestamp is: ${rfc3339(
    oldest,
  )}',\nuser 'fake', total ignored: 1 out of ${count} for stream: ${text}`;
}

function checkNames(labels: Labels): void {
  let column = 2;
  for (const name of Object.keys(labels)) {
    const odd = /[^A-Za-z0-9_]/.exec(name);
    if (odd) {
      throw new LokiError(
        `couldn't parse labels: 1:${
          column + odd.index
        }: parse error: unexpected character inside braces: '${odd[0]}'\n`,
      );
    }
    column += `${name}=${JSON.stringify(labels[name])}, `.length;
  }
}

function withServiceName(labels: Labels): Labels {
  if (labels.service_name !== undefined) return labels;
  const from = serviceLabels.find(name => labels[name]);
  return { ...labels, service_name: from ? labels[from] : 'unknown_service' };
}

function clean(metadata: Labels): Labels {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [
      name.replace(/[^A-Za-z0-9_]/g, '_'),
      value,
    ]),
  );
}
