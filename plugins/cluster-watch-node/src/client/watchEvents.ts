import { KubernetesObject } from '../projection/KubernetesObject';
import { WatchedKind } from '../projection/WatchedKind';
import { ClusterHttp, LARGEST_BODY } from './ClusterHttp';
import { gatherChunks } from './gatherChunks';
import { LineSplitter } from './LineSplitter';
import { parseAnswer } from './parseAnswer';
import { collectionPath, selectorsOf } from './resourcePath';
import { watchEventSchema } from './schema';
import { toFailureOfEvent } from './toFailure';

/** A change as a watch tells it. */
export interface ObjectEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubernetesObject;
}

/** What came in at once, in its order. */
export interface EventBatch {
  events: ObjectEvent[];
  /** Where a watch goes on after this batch; a bookmark moves it without an event. */
  resourceVersion: string;
}

/** How many bytes are taken at once; a batch may hold one chunk of the connection more. */
const LARGEST_BATCH_BYTES = 4 * 1024 * 1024;

export interface WatchEventsOptions {
  version: string;
  namespace?: string;
  resourceVersion: string;
  /** When the cluster is asked to end the watch by itself, in seconds. */
  timeoutSeconds: number;
  /** Silence that means that nobody is there any more, in milliseconds. */
  silenceMs: number;
  onOpen: () => void | Promise<void>;
  signal: AbortSignal;
}

/**
 * Events in batches: all that has arrived, up to a limit, and never waiting for more. While
 * a batch is written nothing else is read, so the connection itself is the queue: it holds
 * what fits into its buffers, then the cluster waits.
 *
 * Ends when the cluster ends the watch.
 *
 * @throws ClusterFailure, also for an ERROR event: after the events before it
 */
export async function* watchEvents(
  http: ClusterHttp,
  kind: WatchedKind,
  options: WatchEventsOptions,
): AsyncGenerator<EventBatch, void, undefined> {
  const stop = new AbortController();
  const chunks = http.getStream(collectionPath(kind, options), {
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: options.resourceVersion,
      timeoutSeconds: options.timeoutSeconds,
      ...selectorsOf(kind),
    },
    silenceMs: options.silenceMs,
    onOpen: options.onOpen,
    signal: AbortSignal.any([options.signal, stop.signal]),
  });
  const splitter = new LineSplitter(LARGEST_BODY);
  let { resourceVersion } = options;
  try {
    for await (const gathered of gatherChunks(chunks, LARGEST_BATCH_BYTES)) {
      const batch = readBatch(kind, splitter, gathered);
      resourceVersion = batch.resourceVersion ?? resourceVersion;
      if (batch.resourceVersion !== undefined) {
        yield { events: batch.events, resourceVersion };
      }
      if (batch.failure) throw batch.failure;
    }
  } finally {
    stop.abort();
  }
}

/** What the lines say, up to the first that says that something went wrong. */
function readBatch(
  kind: WatchedKind,
  splitter: LineSplitter,
  chunks: readonly Buffer[],
): { events: ObjectEvent[]; resourceVersion?: string; failure?: unknown } {
  const events: ObjectEvent[] = [];
  let resourceVersion: string | undefined;
  try {
    for (const line of chunks.flatMap(chunk => splitter.push(chunk))) {
      const what = `watch of ${kind.plural}`;
      const event = parseAnswer(watchEventSchema, line, what);
      if (event.type === 'ERROR') throw toFailureOfEvent(event.object);
      resourceVersion = event.object.metadata.resourceVersion;
      if (event.type !== 'BOOKMARK') {
        events.push({ type: event.type, object: event.object });
      }
    }
    return { events, resourceVersion };
  } catch (failure) {
    return { events, resourceVersion, failure };
  }
}
