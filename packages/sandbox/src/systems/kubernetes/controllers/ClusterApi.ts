import { Gvk, KubeObject } from '../schema/types';

/** As whom a controller writes: the user of the audit line and the field manager. */
export interface Actor {
  /** `system:serviceaccount:kube-system:deployment-controller`, `system:node:worker-1`. */
  user: string;
  /** `kube-controller-manager`, `kubelet`. */
  fieldManager: string;
}

export interface ObjectKey {
  /** Absent for cluster-scoped kinds. */
  namespace?: string;
  name: string;
}

/** One kind that the server serves, custom resources included. */
export interface ServedKind {
  gvk: Gvk;
  /** `deployments`. */
  resource: string;
  namespaced: boolean;
  verbs: readonly string[];
}

export interface ClusterEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  gvk: Gvk;
  /** After the change; for `DELETED`, the last state. */
  object: KubeObject;
}

export interface DeleteOptions {
  actor: Actor;
  /** Delete only this very object. */
  uid?: string;
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  /** For Pods; 0 removes at once, whatever the Pod's own grace period. */
  gracePeriodSeconds?: number;
}

/**
 * What the controllers see of the API server, in process.
 *
 * - Reads are synchronous and show every write that has returned. What they
 *   return is shared: the controllers copy before they change anything.
 * - Writes go the same way as a request over HTTP (defaults, validation,
 *   managedFields, generation, resourceVersion, audit, watch events), without
 *   authorization. They reject with an error whose `reason` is the `reason`
 *   of the Status that a client would get: `NotFound`, `AlreadyExists`,
 *   `Conflict`, `Invalid`, `Forbidden`, ...
 * - A write with `metadata.resourceVersion` conflicts when that is not the
 *   current one. A write that changes nothing makes no event.
 */
export interface ClusterApi {
  get(gvk: Gvk, key: ObjectKey): KubeObject | undefined;

  /** Without `namespace`: those of all namespaces. In order of creation or name, as the storage likes. */
  list(gvk: Gvk, options?: { namespace?: string }): readonly KubeObject[];

  create(object: KubeObject, options: { actor: Actor }): Promise<KubeObject>;

  /** Replaces everything but the status, as PUT does. Removing the last finalizer of a deleted object ends it. */
  update(object: KubeObject, options: { actor: Actor }): Promise<KubeObject>;

  /** Replaces the status, as PUT on `/status` does. */
  updateStatus(
    object: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject>;

  /** Replaces `spec.finalizers` of a Namespace, as PUT on `/finalize` does; removing the last one of a terminating Namespace ends it. */
  finalizeNamespace(
    namespace: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject>;

  /** As DELETE: finalizers, propagation and a Pod's grace period hold the object. */
  delete(gvk: Gvk, key: ObjectKey, options: DeleteOptions): Promise<void>;

  /**
   * Calls `listener` for every later change of these kinds (`all`: of every
   * kind, custom resources included), in the order of their resource versions.
   * What exists already is not replayed. Returns the unsubscribe function.
   */
  watch(
    kinds: readonly Gvk[] | 'all',
    listener: (event: ClusterEvent) => void,
  ): () => void;

  /** Every served kind, each in its storage version only; changes as CRDs come and go. */
  servedKinds(): readonly ServedKind[];
}
