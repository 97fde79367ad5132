import { KubeObject } from '../../schema/types';

/** events.k8s.io has other words for the same fields: `[its own, the core group's]`. */
const renamed = [
  ['regarding', 'involvedObject'],
  ['note', 'message'],
  ['deprecatedSource', 'source'],
  ['deprecatedFirstTimestamp', 'firstTimestamp'],
  ['deprecatedLastTimestamp', 'lastTimestamp'],
  ['deprecatedCount', 'count'],
  ['reportingController', 'reportingComponent'],
] as const;

const toCore = new Map<string, string>(renamed);
const fromCore = new Map<string, string>(
  renamed.map(([own, core]) => [core, own]),
);

export function toCoreEvent(event: KubeObject): KubeObject {
  return rename(event, toCore);
}

export function toEventsEvent(event: KubeObject): KubeObject {
  return rename(event, fromCore);
}

function rename(event: KubeObject, names: Map<string, string>): KubeObject {
  return Object.fromEntries(
    Object.entries(event).map(([key, value]) => [names.get(key) ?? key, value]),
  ) as KubeObject;
}
