import { createHash } from 'node:crypto';
import type { KubeObject } from '../../schema/types';

type Container = {
  name: string;
  image: string;
  restartPolicy?: string;
  resources?: {
    requests?: Record<string, string>;
    limits?: Record<string, string>;
  };
};
type PodSpec = { containers: Container[]; initContainers?: Container[] };

/** What the registry said about each image of a Pod. */
export type Pulled = Map<
  string,
  { result: 'found'; digest: string } | { result: 'failed'; message: string }
>;

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** `repository@sha256:…`, as containerd reports it. */
export function imageId(image: string, digest: string): string {
  const repository = image.split('@')[0].replace(/:[^:/]+$/, '');
  return `${repository}@${digest}`;
}

const containersOf = (pod: KubeObject): PodSpec => pod.spec as PodSpec;

export function imagesOf(pod: KubeObject): string[] {
  const { containers, initContainers = [] } = containersOf(pod);
  return [...initContainers, ...containers].map(({ image }) => image);
}

/** @see https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
export function qosClass(pod: KubeObject): string {
  const { containers, initContainers = [] } = containersOf(pod);
  const all = [...initContainers, ...containers].map(each => ({
    requests: each.resources?.requests ?? {},
    limits: each.resources?.limits ?? {},
  }));
  const has = (part: Record<string, string>) => Object.keys(part).length > 0;
  if (!all.some(({ requests, limits }) => has(requests) || has(limits))) {
    return 'BestEffort';
  }
  const guaranteed = all.every(({ requests, limits }) =>
    ['cpu', 'memory'].every(
      name =>
        limits[name] !== undefined &&
        (requests[name] ?? limits[name]) === limits[name],
    ),
  );
  return guaranteed ? 'Guaranteed' : 'Burstable';
}

function conditions(options: {
  ready: boolean;
  unready: string[];
  scheduledAt: string;
  time: string;
}) {
  const { ready, unready, scheduledAt, time } = options;
  const condition = (type: string, holds: boolean, at = time) => ({
    type,
    status: holds ? 'True' : 'False',
    lastProbeTime: null,
    lastTransitionTime: at,
    ...(!holds && {
      reason: 'ContainersNotReady',
      message: `containers with unready status: [${unready.join(' ')}]`,
    }),
  });
  return [
    condition('Initialized', true),
    condition('Ready', ready),
    condition('ContainersReady', ready),
    condition('PodScheduled', true, scheduledAt),
  ];
}

const scheduledAt = (pod: KubeObject, time: string): string => {
  const { conditions: before = [] } = (pod.status ?? {}) as {
    conditions?: Array<{ type: string; lastTransitionTime: string }>;
  };
  return (
    before.find(({ type }) => type === 'PodScheduled')?.lastTransitionTime ??
    time
  );
};

const base = (pod: KubeObject, container: Container, time: string) => ({
  name: container.name,
  state: { running: { startedAt: time } } as Record<string, unknown>,
  lastState: {},
  ready: true,
  restartCount: 0,
  image: container.image,
  imageID: '',
  containerID: `containerd://${hash(`${pod.metadata.uid}/${container.name}`)}`,
  started: true,
});

/** The status of a Pod whose images were pulled and whose containers run. */
export function runningStatus(options: {
  pod: KubeObject;
  pulled: Pulled;
  podIP: string;
  time: string;
}) {
  const { pod, pulled, podIP, time } = options;
  const { containers, initContainers = [] } = containersOf(pod);
  const idOf = (image: string) => {
    const found = pulled.get(image);
    return found?.result === 'found' ? imageId(image, found.digest) : '';
  };
  return {
    phase: 'Running',
    conditions: conditions({
      ready: true,
      unready: [],
      scheduledAt: scheduledAt(pod, time),
      time,
    }),
    hostIP: '127.0.0.1',
    hostIPs: [{ ip: '127.0.0.1' }],
    podIP,
    podIPs: [{ ip: podIP }],
    startTime: time,
    ...(initContainers.length > 0 && {
      initContainerStatuses: initContainers.map(container => {
        const status = {
          ...base(pod, container, time),
          imageID: idOf(container.image),
        };
        return container.restartPolicy === 'Always'
          ? status
          : {
              ...status,
              started: false,
              state: {
                terminated: {
                  exitCode: 0,
                  reason: 'Completed',
                  startedAt: time,
                  finishedAt: time,
                  containerID: status.containerID,
                },
              },
            };
      }),
    }),
    containerStatuses: containers.map(container => ({
      ...base(pod, container, time),
      imageID: idOf(container.image),
    })),
    qosClass: qosClass(pod),
  };
}

/** The status of a Pod of which at least one image could not be pulled. */
export function pullingStatus(options: { pod: KubeObject; time: string }) {
  const { pod, time } = options;
  const { containers } = containersOf(pod);
  return {
    phase: 'Pending',
    conditions: conditions({
      ready: false,
      unready: containers.map(({ name }) => name),
      scheduledAt: scheduledAt(pod, time),
      time,
    }),
    hostIP: '127.0.0.1',
    startTime: time,
    containerStatuses: containers.map(({ name, image }) => ({
      name,
      state: {
        waiting: {
          reason: 'ImagePullBackOff',
          message: `Back-off pulling image "${image}"`,
        },
      },
      lastState: {},
      ready: false,
      restartCount: 0,
      image,
      imageID: '',
      started: false,
    })),
    qosClass: qosClass(pod),
  };
}

/** The status of a Pod whose containers start, fail, and wait for their next start. */
export function crashingStatus(options: {
  pod: KubeObject;
  pulled: Pulled;
  restarts: number;
  backOffSeconds: number;
  podIP: string;
  time: string;
}) {
  const { pod, restarts, backOffSeconds, time } = options;
  const running = runningStatus(options);
  return {
    ...running,
    conditions: conditions({
      ready: false,
      unready: containersOf(pod).containers.map(({ name }) => name),
      scheduledAt: scheduledAt(pod, time),
      time,
    }),
    containerStatuses: running.containerStatuses.map(status => ({
      ...status,
      ready: false,
      started: false,
      restartCount: restarts,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${backOffText(
            backOffSeconds,
          )} restarting failed container=${status.name} pod=${
            pod.metadata.name
          }_${pod.metadata.namespace}(${pod.metadata.uid})`,
        },
      },
      lastState: {
        terminated: {
          exitCode: 1,
          reason: 'Error',
          startedAt: time,
          finishedAt: time,
          containerID: status.containerID,
        },
      },
    })),
  };
}

/** The status of a Pod of a Job, after its containers ended. */
export function finishedStatus(options: {
  pod: KubeObject;
  pulled: Pulled;
  failed: boolean;
  podIP: string;
  time: string;
}) {
  const { failed, time } = options;
  const running = runningStatus(options);
  return {
    ...running,
    phase: failed ? 'Failed' : 'Succeeded',
    containerStatuses: running.containerStatuses.map(status => ({
      ...status,
      ready: false,
      started: false,
      state: {
        terminated: {
          exitCode: failed ? 1 : 0,
          reason: failed ? 'Error' : 'Completed',
          startedAt: time,
          finishedAt: time,
          containerID: status.containerID,
        },
      },
    })),
  };
}

function backOffText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return minutes ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
