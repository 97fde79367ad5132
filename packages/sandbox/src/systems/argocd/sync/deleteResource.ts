import { ClusterCache } from '../clusters/ClusterCache';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';

export type PropagationPolicy = 'Foreground' | 'Background' | 'Orphan';

/** Deletes this very object; one that is gone, or on its way, is fine. */
export async function deleteResource(
  cluster: ClusterCache,
  live: KubernetesObject,
  propagationPolicy: PropagationPolicy = 'Foreground',
): Promise<void> {
  const path = cluster.pathOf(live);
  if (!path || live.metadata.deletionTimestamp) return;
  try {
    await cluster.client.delete(path, {
      propagationPolicy,
      uid: live.metadata.uid,
    });
  } catch (error) {
    // Somebody else was faster, or made a new one of that name.
    if (
      !KubernetesError.isNotFound(error) &&
      !KubernetesError.isConflict(error)
    ) {
      throw error;
    }
  }
}
