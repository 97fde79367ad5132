import type { KubeObject } from '../../schema/types';
import { at, Column, column, textAt, wide } from '../Column';
import { nameColumn } from '../commonColumns';
import { described } from '../fieldDescription';
import { ageOf } from '../humanDuration';

const ofEvent = (field: string) => described('api/v1', 'Event', field);

/** The fields of `events.k8s.io` that `core` has under another name. */
const about = (event: KubeObject) =>
  at(event, 'involvedObject') ?? at(event, 'regarding');

function firstSeen(event: KubeObject): string | undefined {
  return (
    textAt(event, 'firstTimestamp') ??
    textAt(event, 'deprecatedFirstTimestamp') ??
    textAt(event, 'eventTime')
  );
}

function lastSeen(event: KubeObject): string | undefined {
  return (
    textAt(event, 'series', 'lastObservedTime') ??
    textAt(event, 'lastTimestamp') ??
    textAt(event, 'deprecatedLastTimestamp') ??
    firstSeen(event)
  );
}

function source(event: KubeObject): string {
  const component =
    textAt(event, 'source', 'component') ||
    textAt(event, 'reportingComponent') ||
    textAt(event, 'reportingController') ||
    '';
  const instance =
    textAt(event, 'source', 'host') || textAt(event, 'reportingInstance');
  return instance ? `${component}, ${instance}` : component;
}

export const events: Column[] = [
  column('Last Seen', ofEvent('lastTimestamp'), (event, now) =>
    ageOf(lastSeen(event), now),
  ),
  column('Type', ofEvent('type'), event => textAt(event, 'type') ?? ''),
  column('Reason', ofEvent('reason'), event => textAt(event, 'reason') ?? ''),
  column('Object', ofEvent('involvedObject'), event => {
    const kind = (textAt(about(event), 'kind') ?? '').toLowerCase();
    const name = textAt(about(event), 'name');
    return name ? `${kind}/${name}` : kind;
  }),
  wide(
    'Subobject',
    described('api/v1', 'ObjectReference', 'fieldPath'),
    event => textAt(about(event), 'fieldPath') ?? '',
  ),
  wide('Source', ofEvent('source'), source),
  column('Message', ofEvent('message'), event =>
    (textAt(event, 'message') ?? textAt(event, 'note') ?? '').trim(),
  ),
  wide('First Seen', ofEvent('firstTimestamp'), (event, now) =>
    ageOf(firstSeen(event), now),
  ),
  wide('Count', ofEvent('count'), event =>
    Number(at(event, 'series', 'count') ?? at(event, 'count') ?? 1),
  ),
  { ...nameColumn, priority: 1 },
];
