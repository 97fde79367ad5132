import { ClusterCache } from '../clusters/ClusterCache';
import { KubernetesError } from '../../../kubernetes-client/KubernetesClient';
import { fieldManager } from '../compare/ownedFields';
import { ManagedNamespaceMetadata } from '../objects/Application';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { applyResource } from './applyResource';

/**
 * Makes an Application's namespace when it is not there, and gives it the
 * labels and annotations that the Application manages. The namespace is not
 * part of the Application: it outlives it.
 */
export async function createNamespace(
  cluster: ClusterCache,
  options: { name: string; metadata: ManagedNamespaceMetadata | undefined },
): Promise<void> {
  const { name, metadata } = options;
  const path = `/api/v1/namespaces/${encodeURIComponent(name)}`;
  if (metadata) {
    cluster.observe(
      await cluster.client.patch(path, {
        type: 'apply-patch+yaml',
        query: { fieldManager, force: 'true' },
        body: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, ...metadata },
        },
      }),
    );
    return;
  }
  if (await exists(cluster, path)) return;
  const namespace: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
    spec: {},
    status: {},
  };
  await applyResource(cluster, {
    target: namespace,
    dryRun: false,
    serverSide: false,
  });
}

async function exists(cluster: ClusterCache, path: string): Promise<boolean> {
  try {
    await cluster.client.get(path);
    return true;
  } catch (error) {
    if (KubernetesError.isNotFound(error)) return false;
    throw error;
  }
}
