import { parseWith } from '@portolan/plugin-workloads-node';
import type { MeshPod } from './MeshFacts';
import { meshPodSchema } from './meshSchema';

/** What else a pod carries is no matter of the mesh, and changes for other reasons. */
const mattering = /(^|\.)istio\.io\//;

/**
 * Reads what matters of a pod for the mesh. Its labels stay: PeerAuthentications select by them. Pure.
 *
 * @throws Error naming the field when it makes no sense
 */
export function parseMeshPod(object: unknown): MeshPod {
  const { metadata, spec, status } = parseWith(meshPodSchema, object);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? {},
    annotations: Object.fromEntries(
      Object.entries(metadata.annotations ?? {}).filter(
        // What the sidecar's injector writes of itself is long, and proves no more than its container.
        ([key]) => mattering.test(key) && key !== 'sidecar.istio.io/status',
      ),
    ),
    hostNetwork: spec.hostNetwork === true,
    containers: spec.containers.map(({ name }) => name),
    sidecars: (spec.initContainers ?? [])
      .filter(({ restartPolicy }) => restartPolicy === 'Always')
      .map(({ name }) => name),
    completed: ['Succeeded', 'Failed'].includes(status?.phase ?? ''),
  };
}
