import { ObjectStore } from '../storage/ObjectStore';

const keptMs = 60 * 60 * 1000;
const everyMs = 5 * 60 * 1000;

/** Deletes Events an hour after they were made, as etcd's leases do; returns how to stop. */
export function expireEvents(store: ObjectStore, now: () => Date): () => void {
  const timer = setInterval(() => deleteOldEvents(store, now()), everyMs);
  timer.unref();
  deleteOldEvents(store, now());
  return () => clearInterval(timer);
}

function deleteOldEvents(store: ObjectStore, now: Date): void {
  const oldest = now.getTime() - keptMs;
  store
    .list('events')
    .filter(({ metadata }) => Date.parse(metadata.creationTimestamp!) < oldest)
    .forEach(event => store.delete('events', event));
}
