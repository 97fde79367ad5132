import {
  Actor,
  ClusterApi,
  ClusterEvent,
  DeleteOptions,
  ObjectKey,
  ServedKind,
} from '../controllers';
import { ServedResource, storedGvk } from '../discovery/ServedResource';
import { runReviewed } from '../resources/Operation';
import { ResourceContext } from '../resources/ResourceContext';
import { createObject } from '../resources/createObject';
import { deleteObject } from '../resources/deleteObject';
import { replaceObject } from '../resources/replaceObject';
import { Gvk, KubeObject, gvkOf } from '../schema/types';
import { StoredEvent } from '../storage/WatchHistory';
import { systemWriter } from './systemWriter';

/** The controllers' way into the cluster: the same operations as over HTTP, without the way there. */
export class InProcessClusterApi implements ClusterApi {
  readonly #context: ResourceContext;

  constructor(context: ResourceContext) {
    this.#context = context;
  }

  get(gvk: Gvk, key: ObjectKey): KubeObject | undefined {
    return this.#context.store.get(this.#typeOf(gvk).storage.id, key);
  }

  list(gvk: Gvk, options: { namespace?: string } = {}): readonly KubeObject[] {
    const { storage } = this.#typeOf(gvk);
    return this.#context.store.list(storage.id, options.namespace);
  }

  async create(
    object: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject> {
    return runReviewed(
      this.#context,
      createObject(this.#context, {
        type: this.#typeOf(gvkOf(object)),
        namespace: object.metadata.namespace,
        body: object,
        write: writeOptions(options.actor),
      }),
    );
  }

  async update(
    object: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject> {
    return this.#replace(object, options);
  }

  async updateStatus(
    object: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject> {
    return this.#replace(object, { ...options, subresource: 'status' });
  }

  async finalizeNamespace(
    namespace: KubeObject,
    options: { actor: Actor },
  ): Promise<KubeObject> {
    return this.#replace(namespace, { ...options, subresource: 'finalize' });
  }

  async delete(
    gvk: Gvk,
    key: ObjectKey,
    options: DeleteOptions,
  ): Promise<void> {
    const { uid, propagationPolicy, gracePeriodSeconds } = options;
    deleteObject(this.#context, {
      type: this.#typeOf(gvk),
      key,
      preferences: {
        propagationPolicy,
        gracePeriodSeconds,
        ...(uid && { preconditions: { uid } }),
      },
      write: writeOptions(options.actor),
    });
  }

  watch(
    kinds: readonly Gvk[] | 'all',
    listener: (event: ClusterEvent) => void,
  ): () => void {
    const { store } = this.#context;
    const tell = ({ type, object }: StoredEvent) =>
      listener({ type, gvk: gvkOf(object), object });
    if (kinds === 'all') return store.subscribeAll((_, event) => tell(event));
    const stops = kinds.map(gvk =>
      store.subscribe(this.#typeOf(gvk).storage.id, tell),
    );
    return () => stops.forEach(stop => stop());
  }

  servedKinds(): readonly ServedKind[] {
    return this.#context.served.stored().map(type => ({
      gvk: storedGvk(type),
      resource: type.resource,
      namespaced: type.namespaced,
      verbs: type.verbs,
    }));
  }

  async #replace(
    object: KubeObject,
    options: { actor: Actor; subresource?: string },
  ): Promise<KubeObject> {
    const { namespace, name } = object.metadata;
    const replaced = await runReviewed(
      this.#context,
      replaceObject(this.#context, {
        type: this.#typeOf(gvkOf(object)),
        key: { namespace, name: name! },
        subresource: options.subresource,
        body: object,
        write: writeOptions(options.actor),
      }),
    );
    return replaced.object;
  }

  #typeOf(gvk: Gvk): ServedResource {
    const type = this.#context.served.findByKind(gvk);
    if (!type) {
      throw new Error(
        `${gvk.kind} of ${gvk.group}/${gvk.version} is not served`,
      );
    }
    return type;
  }
}

function writeOptions(actor: Actor) {
  return systemWriter({
    username: actor.user,
    fieldManager: actor.fieldManager,
  });
}
