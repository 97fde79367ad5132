import { JsonObject } from '@backstage/types';
import { ObjectIdentity } from '../projection/KubernetesObject';
import { ProjectedObject } from '../projection/Projection';
import { ProjectionResult } from '../projection/projectObject';
import { parseObjectKey } from '../projection/objectKey';

/** What is stored of an object. */
export interface StoredObject {
  key: string;
  uid: string;
  hash: string;
  rejection?: string;
}

/** What has to be written so that what is stored says what the cluster says. */
export interface ChangePlan {
  deletes: ObjectIdentity[];
  upserts: Array<ProjectedObject<JsonObject>>;
  /** Rows of the index that are new or other than before. */
  put: StoredObject[];
  /** Keys of rows of the index that go. */
  remove: string[];
}

/** How an object is now: what its projection made of it, or gone. */
export type Incoming = ProjectionResult | { result: 'gone'; key: string };

/**
 * Compares how objects are with what is stored of them. Nothing is planned for an object
 * that says what it said. Pure.
 *
 * @param incoming - in the order in which the cluster told; of several for one object only the last counts
 */
export function planChanges(
  incoming: readonly Incoming[],
  stored: ReadonlyMap<string, StoredObject>,
): ChangePlan {
  const plan: ChangePlan = { deletes: [], upserts: [], put: [], remove: [] };
  const latest = new Map(incoming.map(one => [one.key, one]));
  for (const one of latest.values()) {
    addToPlan(plan, one, stored.get(one.key));
  }
  return plan;
}

/** Whether there is nothing to write. */
export function isEmptyPlan(plan: ChangePlan): boolean {
  return !plan.put.length && !plan.remove.length;
}

function addToPlan(
  plan: ChangePlan,
  incoming: Incoming,
  before: StoredObject | undefined,
): void {
  const after = toStored(incoming);
  const same =
    after?.uid === before?.uid &&
    after?.hash === before?.hash &&
    after?.rejection === before?.rejection;
  if (same) return;

  // Told to the plugin before, and gone or another object by now.
  const told = before && before.rejection === undefined;
  const isKept = incoming.result === 'kept';
  if (told && (!isKept || after?.uid !== before.uid)) {
    plan.deletes.push({ ...parseObjectKey(before.key), uid: before.uid });
  }
  if (incoming.result === 'kept') {
    plan.upserts.push({ ...incoming.identity, row: incoming.row });
  }
  if (after) plan.put.push(after);
  else plan.remove.push(incoming.key);
}

function toStored(incoming: Incoming): StoredObject | undefined {
  switch (incoming.result) {
    case 'kept': {
      const { key, identity, hash } = incoming;
      return { key, uid: identity.uid, hash };
    }
    case 'rejected': {
      const { key, identity, rejection } = incoming;
      return { key, uid: identity.uid, hash: '', rejection };
    }
    default:
      return undefined;
  }
}
