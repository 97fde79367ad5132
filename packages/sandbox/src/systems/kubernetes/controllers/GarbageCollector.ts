import type { Gvk, KubeObject } from '../schema/types';
import type {
  Actor,
  ClusterApi,
  ClusterEvent,
  ObjectKey,
  ServedKind,
} from './ClusterApi';
import type { Controller } from './Controller';

const actor: Actor = {
  user: 'system:serviceaccount:kube-system:generic-garbage-collector',
  fieldManager: 'kube-controller-manager',
};

/** A deleted owner's uid, as a key: what it owned is found by it. */
const keyOfOwner = (uid: string): ObjectKey => ({ name: uid });
const uidOfOwner = ({ name }: ObjectKey) => name;
const foreground = 'foregroundDeletion';
const orphan = 'orphan';

type Dependent = { kind: ServedKind; object: KubeObject };

/**
 * Deletes what nobody owns any more, and carries out Foreground and Orphan
 * propagation.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export class GarbageCollector implements Controller {
  readonly name = 'garbage-collector';
  readonly watches = 'all' as const;
  readonly #api: ClusterApi;

  constructor(options: { api: ClusterApi }) {
    this.#api = options.api;
  }

  keysOf({ object, type }: ClusterEvent): ObjectKey[] {
    const { uid, finalizers = [], ownerReferences = [] } = object.metadata;
    const keys: ObjectKey[] = [];
    const ends =
      object.metadata.deletionTimestamp !== undefined &&
      (finalizers.includes(foreground) || finalizers.includes(orphan));
    if (uid && (type === 'DELETED' || ends)) keys.push(keyOfOwner(uid));
    if (type !== 'MODIFIED') {
      // A dependent that came too late, or whose going its owner waits for.
      ownerReferences.forEach(owner => keys.push(keyOfOwner(owner.uid)));
    }
    return keys;
  }

  allKeys(api: ClusterApi): ObjectKey[] {
    const uids = new Set<string>();
    for (const { gvk } of api.servedKinds()) {
      for (const { metadata } of api.list(gvk)) {
        metadata.ownerReferences?.forEach(({ uid }) => uids.add(uid));
        if (metadata.deletionTimestamp && metadata.uid) uids.add(metadata.uid);
      }
    }
    return [...uids].map(keyOfOwner);
  }

  async reconcile(key: ObjectKey): Promise<void> {
    const uid = uidOfOwner(key);
    const dependents = this.#dependentsOf(uid);
    const owner = this.#find(uid, dependents);
    if (!owner) {
      for (const dependent of dependents) {
        await this.#release(dependent, uid, { deleteLast: true });
      }
      return;
    }
    const { finalizers = [], deletionTimestamp } = owner.object.metadata;
    if (!deletionTimestamp) return;
    if (finalizers.includes(orphan)) {
      for (const dependent of dependents) {
        await this.#release(dependent, uid, { deleteLast: false });
      }
      await this.#removeFinalizer(owner, orphan);
    } else if (finalizers.includes(foreground)) {
      for (const { kind, object } of dependents) {
        if (object.metadata.deletionTimestamp) continue;
        await this.#delete(kind.gvk, object, 'Foreground');
      }
      if (this.#dependentsOf(uid).length === 0) {
        await this.#removeFinalizer(owner, foreground);
      }
    }
  }

  #dependentsOf(uid: string): Dependent[] {
    return this.#api.servedKinds().flatMap(kind =>
      this.#api
        .list(kind.gvk)
        .filter(object =>
          object.metadata.ownerReferences?.some(owner => owner.uid === uid),
        )
        .map(object => ({ kind, object })),
    );
  }

  /** The owner itself, by the reference of a dependent, or by its uid alone. */
  #find(uid: string, dependents: Dependent[]): Dependent | undefined {
    const reference = dependents[0]?.object.metadata.ownerReferences?.find(
      owner => owner.uid === uid,
    );
    for (const kind of this.#api.servedKinds()) {
      if (reference && kind.gvk.kind !== reference.kind) continue;
      const object = this.#api
        .list(kind.gvk)
        .find(({ metadata }) => metadata.uid === uid);
      if (object) return { kind, object };
    }
    return undefined;
  }

  /** Takes one owner away from a dependent; with its last owner it goes too. */
  async #release(
    { kind, object }: Dependent,
    uid: string,
    options: { deleteLast: boolean },
  ): Promise<void> {
    const ownerReferences = object.metadata.ownerReferences?.filter(
      owner => owner.uid !== uid,
    );
    if (options.deleteLast && !ownerReferences?.length) {
      if (object.metadata.deletionTimestamp) return;
      await this.#delete(kind.gvk, object, 'Background');
      return;
    }
    await this.#api.update(
      {
        ...object,
        metadata: {
          ...object.metadata,
          ownerReferences: ownerReferences?.length
            ? ownerReferences
            : undefined,
        },
      },
      { actor },
    );
  }

  async #delete(
    gvk: Gvk,
    object: KubeObject,
    propagationPolicy: 'Background' | 'Foreground',
  ): Promise<void> {
    const { namespace, name = '', uid } = object.metadata;
    try {
      await this.#api.delete(
        gvk,
        { namespace, name },
        { actor, uid, propagationPolicy },
      );
    } catch (error) {
      if ((error as { reason?: string }).reason !== 'NotFound') throw error;
    }
  }

  async #removeFinalizer(
    { object }: Dependent,
    finalizer: string,
  ): Promise<void> {
    const finalizers = object.metadata.finalizers?.filter(
      name => name !== finalizer,
    );
    await this.#api.update(
      {
        ...object,
        metadata: {
          ...object.metadata,
          finalizers: finalizers?.length ? finalizers : undefined,
        },
      },
      { actor },
    );
  }
}
