import { setTimeout as delay } from 'node:timers/promises';
import {
  KubernetesClient,
  KubernetesError,
} from '../../../kubernetes-client/KubernetesClient';
import {
  argocdNamespace,
  applicationPath,
  projectPath,
} from '../controller/ApplicationStore';
import { defaultProject } from '../objects/AppProject';
import { customResources } from './customResources';

const patienceMs = 30_000;
const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/**
 * Puts into the hub cluster what Argo CD's installation manifests would: its
 * custom resources, its namespace and the default project. What is there stays.
 */
export async function install(hub: KubernetesClient): Promise<void> {
  await patiently(() =>
    create(hub, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: argocdNamespace },
    }),
  );
  for (const definition of customResources) {
    await create(hub, definitions, definition);
  }
  // A definition is served a moment after it was made.
  await patiently(() => hub.get(applicationPath()));
  await patiently(() => create(hub, projectPath(), defaultProject));
}

async function create(
  hub: KubernetesClient,
  path: string,
  object: object,
): Promise<void> {
  try {
    await hub.create(path, object);
  } catch (error) {
    const isThere =
      error instanceof KubernetesError && error.reason === 'AlreadyExists';
    if (!isThere) throw error;
  }
}

/** Tries again for a while: the cluster may still be starting. */
async function patiently(work: () => Promise<unknown>): Promise<void> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      const isFinal = error instanceof KubernetesError && error.code === 401;
      if (isFinal || Date.now() > until) throw error;
      await delay(200);
    }
  }
}
