import type { MatrixFilter } from '@portolan/plugin-guardrails-common';
import { fromCursor, toCursor } from '@portolan/plugin-workloads-node';
import type { ClusterFacts } from '../database/ClusterFacts';
import type { NamespaceKey } from '../database/WorkloadStore';

/** A namespace, and whose it is. */
export type Place = NamespaceKey & {
  owners: readonly string[];
  environments: readonly string[];
};

/** Every namespace that a cluster tells of, or that something runs or ran in. Pure. */
export function toPlaces(
  facts: readonly Pick<ClusterFacts, 'cluster' | 'namespaces'>[],
  running: readonly (NamespaceKey & {
    owner: string | null;
    environment: string | null;
  })[],
): Place[] {
  const places = new Map<string, Place>();
  for (const { cluster, namespaces } of facts) {
    for (const namespace of namespaces.keys()) {
      const place = { cluster, namespace, owners: [], environments: [] };
      places.set(keyOf(place), place);
    }
  }
  for (const { cluster, namespace, owner, environment } of running) {
    const key = keyOf({ cluster, namespace });
    const known = places.get(key);
    places.set(key, {
      cluster,
      namespace,
      owners: including(known?.owners ?? [], owner),
      environments: including(known?.environments ?? [], environment),
    });
  }
  return [...places.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** What a row of the matrix says of a place. */
export function toRow({ cluster, namespace, owners, environments }: Place) {
  const [environment] = environments;
  return {
    cluster,
    namespace,
    ...(environment ? { environment } : {}),
    owners: [...owners].sort(),
  };
}

function including(list: readonly string[], one: string | null): string[] {
  return one && !list.includes(one) ? [...list, one] : [...list];
}

/** Sorts namespaces of one name together, whatever their cluster. */
export function keyOf({ cluster, namespace }: NamespaceKey): string {
  return `${namespace}\n${cluster}`;
}

export function cursorOf({ namespace, cluster }: NamespaceKey): string {
  return toCursor([namespace, cluster]);
}

/** @throws InputError */
export function keyOfCursor(cursor: string): string {
  const [namespace, cluster] = fromCursor(cursor, 2);
  return keyOf({ namespace: String(namespace), cluster: String(cluster) });
}

export function groupByPlace<T extends NamespaceKey>(
  rows: readonly T[],
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** Whether a place is asked for, by what is known without judging it. */
export function isWanted(place: Place, filter: MatrixFilter): boolean {
  const { cluster, owner, environment, text } = filter;
  return (
    (!cluster || cluster.includes(place.cluster)) &&
    (!owner || place.owners.some(one => owner.includes(one))) &&
    (!environment ||
      place.environments.some(one => environment.includes(one))) &&
    (!text || place.namespace.includes(text.toLowerCase()))
  );
}
