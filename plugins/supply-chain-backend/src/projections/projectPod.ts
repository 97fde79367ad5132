import type { ContainerRole } from '@portolan/plugin-supply-chain-common';
import {
  parentOfPod,
  parseWith,
  type NamedWorkload,
} from '@portolan/plugin-workloads-node';
import { parseRunningImage } from './parseRunningImage';
import { podSchema } from './podSchema';

/** What is kept of a pod. */
export type PodRow = {
  /** What owns it: itself, where nothing does. */
  parent: NamedWorkload;
  /** The workload by the names that Kubernetes gives, until the parent itself was seen. */
  likelyWorkload: NamedWorkload;
  kubernetesId?: string;
  /** ISO 8601. */
  startedAt: string;
  containers: PodContainer[];
};

export type PodContainer = {
  container: string;
  role: ContainerRole;
  image: string;
  reference?: string;
  digest?: string;
  within?: string;
};

const idLabel = 'backstage.io/kubernetes-id';

/**
 * Which images a pod runs. A container whose image the node has not pulled yet
 * does not run, and a pod that ended does not either. Pure.
 *
 * @throws Error when it is no pod that could run
 */
export function projectPod(object: unknown): PodRow | undefined {
  const { metadata, spec, status } = parseWith(podSchema, object);
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') {
    return undefined;
  }
  const kinds = [
    ['container', spec.containers, status?.containerStatuses],
    ['init', spec.initContainers, status?.initContainerStatuses],
    ['ephemeral', spec.ephemeralContainers, status?.ephemeralContainerStatuses],
  ] as const;
  const containers = kinds.flatMap(([role, specs = [], statuses = []]) =>
    specs.flatMap(one => {
      const told = statuses.find(({ name }) => name === one.name);
      if (!told?.imageID) return [];
      const image = one.image ?? told.image ?? '';
      const running = parseRunningImage({
        imageId: told.imageID,
        specImage: image,
      });
      // An init container that restarts always is a sidecar, and runs on.
      const runsOn = role === 'init' && one.restartPolicy === 'Always';
      return {
        container: one.name,
        role: runsOn ? ('container' as const) : role,
        image,
        ...running,
      };
    }),
  );
  if (containers.length === 0) return undefined;
  const started = status?.startTime ?? metadata.creationTimestamp;
  return {
    ...parentOfPod(metadata),
    kubernetesId: metadata.labels?.[idLabel],
    startedAt: new Date(started ?? 0).toISOString(),
    containers,
  };
}
