import { ServedResource } from '../discovery/ServedResource';
import { ResourceContext } from '../resources/ResourceContext';
import { toServedVersion } from '../resources/convertVersion';
import { KubeObject } from '../schema/types';
import { ObjectPredicate } from '../selectors/fieldSelector';
import { Status } from '../status/StatusError';
import { expired } from '../status/failures';
import { StoredEvent } from '../storage/WatchHistory';

/** What a watcher is told. */
export type WatchEvent =
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: KubeObject }
  | {
      type: 'BOOKMARK';
      resourceVersion: number;
      /** All that existed when a streaming list began has been sent. */
      endsInitialEvents: boolean;
    }
  | { type: 'ERROR'; status: Status };

export interface WatchOptions {
  type: ServedResource;
  namespace?: string;
  /** Absent: all. */
  selects?: ObjectPredicate;
  /** Changes after this one; absent or 0: what exists first. */
  resourceVersion?: number;
  sendInitialEvents?: boolean;
  allowBookmarks: boolean;
}

export interface Watch {
  /** Tells where the watch is, so that it can go on from there. */
  bookmark(): void;
  stop(): void;
}

/**
 * Tells `listener` of the changes of one resource: first those of the past
 * that were asked for, before this returns, then all that follow.
 *
 * Absent when that past is forgotten: then the only event is an ERROR.
 */
export function openWatch(
  context: ResourceContext,
  options: WatchOptions,
  listener: (event: WatchEvent) => void,
): Watch | undefined {
  const { type, resourceVersion: since = 0 } = options;
  const collection = context.store.collection(type.storage.id);
  const { floor } = collection.history;
  const startsWithState = options.sendInitialEvents ?? since === 0;
  if (!startsWithState && since > 0 && since < floor) {
    const status = expired(
      `too old resource version: ${since} (${floor})`,
    ).toStatus();
    listener({ type: 'ERROR', status });
    return undefined;
  }

  const seesAfter =
    startsWithState || since === 0 ? context.store.resourceVersion : since;
  const tell = (stored: StoredEvent) => {
    const event = stored.resourceVersion > seesAfter && select(options, stored);
    if (event) listener(event);
  };
  if (startsWithState) sendState(context, options, listener);
  else collection.history.after(seesAfter).forEach(tell);
  return {
    bookmark: () =>
      listener({
        type: 'BOOKMARK',
        resourceVersion: context.store.resourceVersion,
        endsInitialEvents: false,
      }),
    stop: context.store.subscribe(type.storage.id, tell),
  };
}

function sendState(
  { store }: ResourceContext,
  options: WatchOptions,
  listener: (event: WatchEvent) => void,
): void {
  const { type, namespace, selects } = options;
  store
    .list(type.storage.id, namespace)
    .filter(object => !selects || selects(object))
    .forEach(object =>
      listener({ type: 'ADDED', object: toServedVersion(type, object) }),
    );
  if (options.sendInitialEvents && options.allowBookmarks) {
    listener({
      type: 'BOOKMARK',
      resourceVersion: store.resourceVersion,
      endsInitialEvents: true,
    });
  }
}

/** The event as this watcher sees it: what leaves its selection is deleted to it, what enters is new. */
function select(
  { type, namespace, selects }: WatchOptions,
  { type: change, object, before }: StoredEvent,
): WatchEvent | undefined {
  if (namespace && object.metadata.namespace !== namespace) return undefined;
  const isSelected = (one: KubeObject | undefined) =>
    one !== undefined && (!selects || selects(one));
  const was = isSelected(before);
  const is = change !== 'DELETED' && isSelected(object);
  if (!was && !is) return undefined;
  if (is) {
    return {
      type: was ? 'MODIFIED' : 'ADDED',
      object: toServedVersion(type, object),
    };
  }
  const last = {
    ...(change === 'DELETED' ? object : before!),
    metadata: {
      ...(change === 'DELETED' ? object : before!).metadata,
      resourceVersion: object.metadata.resourceVersion,
    },
  };
  return { type: 'DELETED', object: toServedVersion(type, last) };
}
