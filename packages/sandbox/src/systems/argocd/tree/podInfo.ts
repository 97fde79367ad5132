import { parseQuantity } from '../compare/quantities';
import { KubernetesObject } from '../../../kubernetes-client/KubernetesObject';
import { InfoItem } from './ResourceNode';

type Container = {
  name: string;
  restartPolicy?: string;
  resources?: { requests?: Record<string, unknown> };
};

type ContainerStatus = {
  name: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string };
    running?: object;
    terminated?: { exitCode?: number; signal?: number; reason?: string };
  };
};

/** What the tree says of a Pod, in the words of `kubectl get pods`. */
export function podInfo(pod: KubernetesObject): InfoItem[] {
  const containers: Container[] = pod.spec?.containers ?? [];
  const sidecars = initContainersOf(pod).filter(isSidecar);
  const statuses: ContainerStatus[] = pod.status?.containerStatuses ?? [];
  const initStatuses: ContainerStatus[] =
    pod.status?.initContainerStatuses ?? [];
  const reason = reasonOf(pod);
  const ready =
    statuses.filter(each => each.ready && each.state?.running).length +
    initStatuses.filter(
      each => each.ready && sidecars.some(({ name }) => name === each.name),
    ).length;
  const restarts = [...initStatuses, ...statuses].reduce(
    (sum, each) => sum + (each.restartCount ?? 0),
    0,
  );
  const isOver = ['Succeeded', 'Failed'].includes(pod.status?.phase);
  return [
    ...(reason ? [{ name: 'Status Reason', value: reason }] : []),
    { name: 'Node', value: pod.spec?.nodeName ?? '' },
    {
      name: 'Containers',
      value: `${ready}/${containers.length + sidecars.length}`,
    },
    ...(restarts ? [{ name: 'Restart Count', value: String(restarts) }] : []),
    ...(isOver
      ? []
      : ['cpu', 'memory'].map(name => ({
          name,
          value: String(requestedMilli(pod, name)),
        }))),
  ];
}

/** What the Pod's containers ask for together, in thousandths. */
export function requestedMilli(
  pod: KubernetesObject,
  resource: string,
): number {
  const containers: Container[] = pod.spec?.containers ?? [];
  return containers
    .map(({ resources }) => parseQuantity(resources?.requests?.[resource]) ?? 0)
    .reduce((sum, amount) => sum + Math.round(amount * 1000), 0);
}

function initContainersOf(pod: KubernetesObject): Container[] {
  return pod.spec?.initContainers ?? [];
}

function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always';
}

function reasonOf(pod: KubernetesObject): string {
  const { status = {}, metadata } = pod;
  const isOver = ['Succeeded', 'Failed'].includes(status.phase);
  if (metadata.deletionTimestamp && status.reason === 'NodeLost') {
    return 'Unknown';
  }
  if (metadata.deletionTimestamp && !isOver) return 'Terminating';
  const conditions: Array<{ type: string; reason?: string; status?: string }> =
    status.conditions ?? [];
  const isGated = conditions.some(
    ({ type, reason }) =>
      type === 'PodScheduled' && reason === 'SchedulingGated',
  );
  const base = isGated
    ? 'SchedulingGated'
    : status.reason || status.phase || '';
  const isInitialized = conditions.some(
    condition =>
      condition.type === 'Initialized' && condition.status === 'True',
  );
  const initReason = isInitialized ? undefined : initReasonOf(pod);
  return initReason ?? containerReasonOf(pod) ?? base;
}

/** Why the Pod is still initializing; `undefined` when it is not. */
function initReasonOf(pod: KubernetesObject): string | undefined {
  const statuses: ContainerStatus[] = pod.status?.initContainerStatuses ?? [];
  const containers = initContainersOf(pod);
  for (const [index, { name, started, state }] of statuses.entries()) {
    const container = containers.find(each => each.name === name);
    const { terminated, waiting } = state ?? {};
    const isDone =
      terminated?.exitCode === 0 ||
      (container && isSidecar(container) && started);
    if (isDone) continue;
    if (terminated) return `Init:${terminatedReason(terminated)}`;
    if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      return `Init:${waiting.reason}`;
    }
    return `Init:${index}/${containers.length}`;
  }
  return undefined;
}

/** The first container that waits or ended gives the Pod's reason. */
function containerReasonOf(pod: KubernetesObject): string | undefined {
  const statuses: ContainerStatus[] = pod.status?.containerStatuses ?? [];
  const reasons = statuses.flatMap(({ state }) => {
    if (state?.waiting?.reason) return state.waiting.reason;
    return state?.terminated ? terminatedReason(state.terminated) : [];
  });
  const isRunning = statuses.some(each => each.ready && each.state?.running);
  return reasons[0] === 'Completed' && isRunning ? 'Running' : reasons[0];
}

function terminatedReason(terminated: {
  exitCode?: number;
  signal?: number;
  reason?: string;
}): string {
  const { reason, signal, exitCode } = terminated;
  if (reason) return reason;
  return signal ? `Signal:${signal}` : `ExitCode:${exitCode}`;
}
