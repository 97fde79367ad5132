import { KubeObject } from '../../schema/types';
import { KindStrategy } from './KindStrategy';

type Quantities = Record<string, string | number>;

interface PodParts {
  spec: {
    nodeName?: string;
    terminationGracePeriodSeconds?: number;
    containers?: Container[];
    initContainers?: Container[];
  };
  status?: { phase?: string };
}

interface Container {
  resources?: { requests?: Quantities; limits?: Quantities };
}

const defaultGraceSeconds = 30;

export const pod: KindStrategy = {
  initialStatus: object => ({ phase: 'Pending', qosClass: qosClassOf(object) }),

  answersDeleted: true,

  // The scheduler's choice is no change of what was wanted.
  desiredState: ({ spec }) => ({ ...(spec as object), nodeName: undefined }),

  gracePeriodSeconds(object, asked) {
    const { spec, status } = object as unknown as PodParts;
    const ended = status?.phase === 'Failed' || status?.phase === 'Succeeded';
    // Nobody runs it: there is nothing to wait for.
    if (!spec.nodeName || ended) return 0;
    return asked ?? spec.terminationGracePeriodSeconds ?? defaultGraceSeconds;
  },
};

/** How likely the node is to evict a Pod: decided by its requests and limits for CPU and memory. */
function qosClassOf(object: KubeObject): string {
  const { spec } = object as unknown as PodParts;
  const containers = [
    ...(spec.containers ?? []),
    ...(spec.initContainers ?? []),
  ].map(({ resources }) => ({
    requests: computeOf(resources?.requests),
    limits: computeOf(resources?.limits),
  }));
  const asksForNothing = containers.every(
    ({ requests, limits }) => requests.size === 0 && limits.size === 0,
  );
  if (asksForNothing) return 'BestEffort';
  const isGuaranteed = containers.every(
    ({ requests, limits }) =>
      limits.size === 2 &&
      [...limits].every(
        ([name, limit]) => (requests.get(name) ?? limit) === limit,
      ),
  );
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

function computeOf(quantities: Quantities = {}): Map<string, string> {
  return new Map(
    ['cpu', 'memory']
      .filter(name => !/^0*$/.test(String(quantities[name] ?? 0)))
      .map(name => [name, String(quantities[name])]),
  );
}
