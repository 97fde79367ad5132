import { groupVersionOf } from '../discovery/ServedResource';
import { ResourceContext } from '../resources/ResourceContext';
import { KubeObject } from '../schema/types';
import { Watch, WatchEvent, openWatch } from '../watch/openWatch';
import { Answer, AnswerStream } from './ApiRequest';
import { ReadWatchOptions } from './readListOptions';
import { View, showObject } from './represent';

/** How long watches last and how often they say where they are. */
export interface WatchTiming {
  /** How long one second of a client's `timeoutSeconds` lasts; tests make it short. */
  secondMs: number;
  bookmarkSeconds: number;
}

export const usualTiming: WatchTiming = { secondMs: 1000, bookmarkSeconds: 60 };

/** Without `timeoutSeconds` a watch ends after half an hour to an hour, as the real server's. */
const shortestSeconds = 1800;

export interface WatchAnswerOptions {
  namespace?: string;
  view: View;
  watch: ReadWatchOptions;
  timing: WatchTiming;
}

/** GET with `watch`: events as lines of JSON until the client or the time says stop. */
export function watchAnswer(
  context: ResourceContext,
  options: WatchAnswerOptions,
): Answer {
  return {
    kind: 'stream',
    contentType: 'application/json',
    run: stream => runWatch(context, options, stream),
  };
}

function runWatch(
  context: ResourceContext,
  { namespace, view, watch, timing }: WatchAnswerOptions,
  stream: AnswerStream,
): void {
  const format = eventFormat(view);
  const opened = openWatch(
    context,
    { type: view.type, namespace, ...watch },
    event => stream.write(`${format(event)}\n`),
  );
  if (!opened) {
    stream.end();
    return;
  }
  const seconds = watch.timeoutSeconds || shortestSeconds * (1 + Math.random());
  const timers = [
    setTimeout(() => stream.end(), seconds * timing.secondMs),
    ...(watch.allowBookmarks ? bookmarkTimers(opened, seconds, timing) : []),
  ];
  stream.onEnd(() => {
    opened.stop();
    timers.forEach(clearTimeout);
  });
}

/** Once a minute, and shortly before the end. */
function bookmarkTimers(
  watch: Watch,
  seconds: number,
  { secondMs, bookmarkSeconds }: WatchTiming,
): NodeJS.Timeout[] {
  const last = seconds - 2;
  return [
    setInterval(() => watch.bookmark(), bookmarkSeconds * secondMs),
    ...(last > 0 ? [setTimeout(() => watch.bookmark(), last * secondMs)] : []),
  ];
}

/** Objects that many watchers see are turned into text once. */
const texts = new WeakMap<KubeObject, string>();

function eventFormat(view: View): (event: WatchEvent) => string {
  let withColumns = true;
  return event => {
    switch (event.type) {
      case 'ERROR':
        return JSON.stringify({ type: 'ERROR', object: event.status });
      case 'BOOKMARK':
        return JSON.stringify({
          type: 'BOOKMARK',
          object: bookmarkOf(view, event),
        });
      default: {
        const text =
          view.representation === 'object'
            ? textOf(view, event.object)
            : JSON.stringify(showObject(view, event.object, { withColumns }));
        withColumns = false;
        return `{"type":"${event.type}","object":${text}}`;
      }
    }
  };
}

function textOf(view: View, object: KubeObject): string {
  let text = texts.get(object);
  if (text === undefined) {
    text = JSON.stringify(showObject(view, object));
    texts.set(object, text);
  }
  return text;
}

function bookmarkOf(
  { type, representation }: View,
  event: WatchEvent & { type: 'BOOKMARK' },
): object {
  const metadata = {
    resourceVersion: String(event.resourceVersion),
    ...(event.endsInitialEvents && {
      annotations: { 'k8s.io/initial-events-end': 'true' },
    }),
  };
  switch (representation) {
    case 'table':
      return {
        kind: 'Table',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
        columnDefinitions: null,
        rows: [],
      };
    case 'metadata':
      return {
        kind: 'PartialObjectMetadata',
        apiVersion: 'meta.k8s.io/v1',
        metadata,
      };
    default:
      return { kind: type.kind, apiVersion: groupVersionOf(type), metadata };
  }
}
