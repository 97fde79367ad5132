import type { KubeObject } from '../schema/types';
import type { Actor, ClusterApi, ClusterEvent, ObjectKey } from './ClusterApi';
import type { Controller } from './Controller';
import { kinds } from './kinds';
import { keyOf } from './owners';
import { timeText } from './timestamps';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:namespace-controller',
  fieldManager: 'kube-controller-manager',
};

type Condition = {
  type: string;
  status: string;
  lastTransitionTime: string;
  reason: string;
  message: string;
};

/** Empties a terminating namespace, says what still holds it, and ends it. */
export class NamespaceController implements Controller {
  readonly name = 'namespace-controller';
  readonly watches = 'all' as const;
  readonly #api: ClusterApi;
  readonly #now: () => Date;

  constructor(options: { api: ClusterApi; now: () => Date }) {
    this.#api = options.api;
    this.#now = options.now;
  }

  keysOf({ gvk, object, type }: ClusterEvent): ObjectKey[] {
    if (gvk.kind === 'Namespace' && gvk.group === '') return [keyOf(object)];
    const name = object.metadata.namespace;
    if (!name || type === 'MODIFIED') return [];
    const namespace = this.#api.get(kinds.namespace, { name });
    return namespace?.metadata.deletionTimestamp ? [{ name }] : [];
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    return api.list(kinds.namespace).map(keyOf);
  }

  async reconcile({ name }: ObjectKey): Promise<void> {
    const namespace = this.#api.get(kinds.namespace, { name });
    if (!namespace?.metadata.deletionTimestamp) return;
    await this.#deleteContent(name);
    const remaining = this.#remaining(name);
    if (remaining.size === 0) {
      const finalizers = (
        (namespace.spec as { finalizers?: string[] }).finalizers ?? []
      ).filter(finalizer => finalizer !== 'kubernetes');
      await this.#api.finalizeNamespace(
        { ...namespace, spec: { ...(namespace.spec as object), finalizers } },
        { actor },
      );
      return;
    }
    await this.#tellWhy(namespace, remaining);
  }

  async #deleteContent(namespace: string): Promise<void> {
    for (const { gvk, namespaced, verbs } of this.#api.servedKinds()) {
      if (!namespaced || !verbs.includes('delete')) continue;
      for (const object of this.#api.list(gvk, { namespace })) {
        if (object.metadata.deletionTimestamp) continue;
        await this.#api
          .delete(gvk, keyOf(object), {
            actor,
            uid: object.metadata.uid,
            propagationPolicy: 'Background',
            ...(gvk.kind === 'Pod' && { gracePeriodSeconds: 0 }),
          })
          .catch(ignoreGone);
      }
    }
  }

  /** Objects that are still there, by `resource.group`. */
  #remaining(namespace: string): Map<string, readonly KubeObject[]> {
    const found = new Map<string, readonly KubeObject[]>();
    for (const kind of this.#api.servedKinds()) {
      if (!kind.namespaced || !kind.verbs.includes('delete')) continue;
      const objects = this.#api.list(kind.gvk, { namespace });
      if (objects.length > 0) {
        found.set(`${kind.resource}.${kind.gvk.group}`, objects);
      }
    }
    return found;
  }

  async #tellWhy(
    namespace: KubeObject,
    remaining: Map<string, readonly KubeObject[]>,
  ): Promise<void> {
    const status = namespace.status as { conditions?: Condition[] };
    const conditions = describeRemaining(remaining, timeText(this.#now()));
    const saying = (list: Condition[] = []) =>
      list.map(({ type, message }) => type + message).join();
    if (saying(status.conditions) === saying(conditions)) return;
    await this.#api.updateStatus(
      { ...namespace, status: { ...status, conditions } },
      { actor },
    );
  }
}

function describeRemaining(
  remaining: Map<string, readonly KubeObject[]>,
  time: string,
): Condition[] {
  const finalizers = new Map<string, number>();
  for (const object of [...remaining.values()].flat()) {
    for (const name of object.metadata.finalizers ?? []) {
      finalizers.set(name, (finalizers.get(name) ?? 0) + 1);
    }
  }
  const resources = [...remaining]
    .map(
      ([name, objects]) => `${name} has ${objects.length} resource instances`,
    )
    .sort()
    .join(', ');
  const holders = [...finalizers]
    .map(([name, count]) => `${name} in ${count} resource instances`)
    .sort()
    .join(', ');
  const condition = (
    type: string,
    holds: boolean,
    reason: string,
    message: string,
  ): Condition => ({
    type,
    status: holds ? 'True' : 'False',
    lastTransitionTime: time,
    reason,
    message,
  });
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      false,
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      false,
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      false,
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    condition(
      'NamespaceContentRemaining',
      true,
      'SomeResourcesRemain',
      `Some resources are remaining: ${resources}`,
    ),
    holders
      ? condition(
          'NamespaceFinalizersRemaining',
          true,
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${holders}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          false,
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ];
}

function ignoreGone(error: unknown): void {
  if ((error as { reason?: string }).reason !== 'NotFound') throw error;
}
