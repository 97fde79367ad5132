import { setTimeout as delay } from 'node:timers/promises';
import {
  KubernetesClient,
  KubernetesError,
} from '../kubernetes-client/KubernetesClient';
import type { KubernetesObject } from '../kubernetes-client/KubernetesObject';
import type { Definition } from './defineCustomResource';

const definitionsPath =
  '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const patienceMs = 30_000;
const pauseMs = 100;

/** Puts an operator's namespace and custom resources into a cluster, as its chart would, and waits until they are served. */
export async function install(
  client: KubernetesClient,
  options: { namespace: string; definitions: readonly Definition[] },
): Promise<void> {
  await patiently(() =>
    ensure(client, '/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: options.namespace },
    }),
  );
  await Promise.all(
    options.definitions.map(async definition => {
      await ensure(client, definitionsPath, definition);
      const { group, names, versions } = definition.spec;
      const path = `/apis/${group}/${versions[0].name}/${names.plural}`;
      await patiently(() => client.get(path, { limit: '1' }));
    }),
  );
}

/** Creates an object, or brings it to this state; returns it as it is then. */
export async function ensure(
  client: KubernetesClient,
  path: string,
  object: { metadata: { name: string }; [field: string]: unknown },
): Promise<KubernetesObject> {
  try {
    return await client.create(path, object);
  } catch (error) {
    if (!KubernetesError.isConflict(error)) throw error;
  }
  const at = `${path}/${encodeURIComponent(object.metadata.name)}`;
  return client.patch(at, { type: 'merge-patch+json', body: object });
}

/** Tries again for a while: the cluster may still be starting. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isFinal = error instanceof KubernetesError && error.code === 401;
      if (isFinal || Date.now() > until) throw error;
      await delay(pauseMs);
    }
  }
}
