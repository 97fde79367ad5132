import { Cluster, ClusterRegistry } from '../clusters/ClusterRegistry';
import { KubernetesError } from '../clusters/KubernetesClient';
import {
  Application,
  backgroundCascadeFinalizer,
  isCascading,
  projectOf,
} from '../objects/Application';
import {
  annotationOf,
  keyOf,
  KubernetesObject,
} from '../objects/KubernetesObject';
import {
  isDestinationPermitted,
  isKindPermitted,
} from '../project/projectRules';
import { syncWaveOf } from '../sync/hooks';
import {
  requiresDeletionConfirmation,
  syncOptionOf,
} from '../sync/syncOptions';
import { ApplicationStore } from './ApplicationStore';

export type Finalization = 'waiting' | 'done';

/**
 * Takes the deletion of an Application one step further: deletes what it
 * deployed, the last wave first, and lets the Application go when all of it
 * is gone.
 */
export async function finalizeApplication(options: {
  application: Application;
  store: ApplicationStore;
  clusters: ClusterRegistry;
}): Promise<Finalization> {
  const { application, store, clusters } = options;
  if (!isCascading(application)) return 'done';
  const project = store.project(projectOf(application));
  if (!project) {
    throw new Error(
      `error getting app project "${projectOf(
        application,
      )}": appproject.argoproj.io "${projectOf(application)}" not found`,
    );
  }
  const cluster = destinationOf(application, clusters);
  if (!cluster) {
    await release(application, store);
    return 'done';
  }
  await cluster.cache.sync();
  const syncOptions = application.spec.syncPolicy?.syncOptions ?? [];
  const left = cluster.cache
    .managedBy(application.metadata.name)
    .filter(object => {
      const key = keyOf(object);
      const namespaced = cluster.cache.isNamespaced(key.group, key.kind);
      return (
        isKindPermitted(project, { ...key, namespaced }) &&
        (!namespaced ||
          isDestinationPermitted(project, cluster, key.namespace)) &&
        mayBeDeleted(object, application, syncOptions)
      );
    });
  if (!left.length) {
    await release(application, store);
    return 'done';
  }
  if (left.some(object => object.metadata.deletionTimestamp)) return 'waiting';
  if (
    left.some(object => requiresDeletionConfirmation(object, syncOptions)) &&
    !isDeletionApproved(application)
  ) {
    return 'waiting';
  }
  const wave = Math.max(...left.map(syncWaveOf));
  const propagationPolicy = application.metadata.finalizers?.includes(
    backgroundCascadeFinalizer,
  )
    ? 'Background'
    : 'Foreground';
  await Promise.all(
    left
      .filter(object => syncWaveOf(object) === wave)
      .map(object => deleteObject(cluster, object, propagationPolicy)),
  );
  return 'waiting';
}

async function deleteObject(
  { cache }: Cluster,
  object: KubernetesObject,
  propagationPolicy: string,
): Promise<void> {
  const path = cache.pathOf(object);
  if (!path) return;
  try {
    await cache.client.delete(path, {
      propagationPolicy,
      uid: object.metadata.uid,
    });
  } catch (error) {
    if (!KubernetesError.isNotFound(error)) throw error;
  }
}

/** Removes the finalizers that hold the Application. */
async function release(
  application: Application,
  store: ApplicationStore,
): Promise<void> {
  const finalizers = (application.metadata.finalizers ?? []).filter(
    finalizer => !isCascading(withFinalizers(application, [finalizer])),
  );
  try {
    await store.patch(application, {
      metadata: { finalizers: finalizers.length ? finalizers : null },
    });
  } catch (error) {
    if (!KubernetesError.isNotFound(error)) throw error;
  }
}

function withFinalizers(
  application: Application,
  finalizers: string[],
): Application {
  return {
    ...application,
    metadata: { ...application.metadata, finalizers },
  };
}

function destinationOf(
  application: Application,
  clusters: ClusterRegistry,
): Cluster | undefined {
  try {
    return clusters.find(application.spec.destination);
  } catch {
    // Nothing can be deleted in a cluster that is no longer known.
    return undefined;
  }
}

function mayBeDeleted(
  object: KubernetesObject,
  application: Application,
  syncOptions: readonly string[],
): boolean {
  return (
    object.kind !== 'CustomResourceDefinition' &&
    object.metadata.uid !== application.metadata.uid &&
    syncOptionOf(object, syncOptions, 'Delete') !== 'false' &&
    annotationOf(object, 'helm.sh/resource-policy') !== 'keep'
  );
}

function isDeletionApproved(application: Application): boolean {
  const approved = annotationOf(
    application,
    'argocd.argoproj.io/deletion-approved',
  );
  const since = application.metadata.deletionTimestamp ?? '';
  return Boolean(approved) && Date.parse(approved!) >= Date.parse(since);
}
