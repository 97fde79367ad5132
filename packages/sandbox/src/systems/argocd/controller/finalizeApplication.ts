import { Cluster, ClusterRegistry } from '../clusters/ClusterRegistry';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import {
  Application,
  backgroundCascadeFinalizer,
  isCascading,
  projectOf,
} from '../objects/Application';
import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';
import { refusalOf } from '../project/refusalOf';
import { deleteResource } from '../sync/deleteResource';
import { syncWaveOf } from '../sync/hooks';
import { isDeletionApproved } from '../sync/isDeletionApproved';
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
  const left = cluster.cache.managedBy(application.metadata.name).filter(
    object =>
      !refusalOf(object, {
        project,
        cluster,
        isNamespaced: (group, kind) => cluster.cache.isNamespaced(group, kind),
      }) && mayBeDeleted(object, application, syncOptions),
  );
  if (!left.length) {
    await release(application, store);
    return 'done';
  }
  if (left.some(object => object.metadata.deletionTimestamp)) return 'waiting';
  if (
    left.some(object => requiresDeletionConfirmation(object, syncOptions)) &&
    !isDeletionApproved(application, application.metadata.deletionTimestamp)
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
      .map(object => deleteResource(cluster.cache, object, propagationPolicy)),
  );
  return 'waiting';
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
