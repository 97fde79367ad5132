import type { KubeObject } from '../schema/types';
import { at, listAt, numberAt, textAt } from './Column';
import { ageOf } from './humanDuration';

type Container = Record<string, unknown>;

const isSidecar = (pod: KubeObject, name: unknown) =>
  listAt(pod, 'spec', 'initContainers').some(
    container =>
      container.name === name && container.restartPolicy === 'Always',
  );

/** Why an init container holds the Pod back, or undefined when it does not. */
function initReason(
  pod: KubeObject,
  container: Container,
  index: number,
): string | undefined {
  const exitCode = at(container, 'state', 'terminated', 'exitCode');
  if (exitCode === 0) return undefined;
  if (isSidecar(pod, container.name) && container.started === true) {
    return undefined;
  }
  const terminated = textAt(container, 'state', 'terminated', 'reason');
  if (exitCode !== undefined) {
    return `Init:${terminated ?? `ExitCode:${exitCode}`}`;
  }
  const waiting = textAt(container, 'state', 'waiting', 'reason');
  if (waiting && waiting !== 'PodInitializing') return `Init:${waiting}`;
  return `Init:${index}/${listAt(pod, 'spec', 'initContainers').length}`;
}

/**
 * The word in the STATUS column of `kubectl get pods`.
 *
 * @see k8s.io/kubernetes/pkg/printers/internalversion, printPod
 */
export function podStatus(pod: KubeObject): string {
  let status =
    textAt(pod, 'status', 'reason') ?? textAt(pod, 'status', 'phase') ?? '';
  let initializing = false;
  for (const [index, container] of listAt(
    pod,
    'status',
    'initContainerStatuses',
  ).entries()) {
    const reason = initReason(pod, container, index);
    if (reason) {
      status = reason;
      initializing = true;
      break;
    }
  }
  if (!initializing) {
    const containers = listAt(pod, 'status', 'containerStatuses');
    let hasRunning = false;
    for (const container of [...containers].reverse()) {
      const waiting = textAt(container, 'state', 'waiting', 'reason');
      const terminated = at(container, 'state', 'terminated');
      if (waiting) status = waiting;
      else if (terminated) {
        const signal = at(terminated, 'signal');
        status =
          textAt(terminated, 'reason') ??
          (signal
            ? `Signal:${signal}`
            : `ExitCode:${at(terminated, 'exitCode')}`);
      } else if (
        container.ready === true &&
        at(container, 'state', 'running')
      ) {
        hasRunning = true;
      }
    }
    if (status === 'Completed' && hasRunning) {
      const ready = listAt(pod, 'status', 'conditions').some(
        condition => condition.type === 'Ready' && condition.status === 'True',
      );
      status = ready ? 'Running' : 'NotReady';
    }
  }
  if (!pod.metadata.deletionTimestamp) return status;
  if (textAt(pod, 'status', 'reason') === 'NodeLost') return 'Unknown';
  return ['Succeeded', 'Failed'].includes(textAt(pod, 'status', 'phase') ?? '')
    ? status
    : 'Terminating';
}

/** `1/2`: containers that are ready, of those that are to run. */
export function readyContainers(pod: KubeObject): string {
  const sidecars = listAt(pod, 'status', 'initContainerStatuses').filter(
    container => isSidecar(pod, container.name),
  );
  const running = [...listAt(pod, 'status', 'containerStatuses'), ...sidecars];
  const total =
    listAt(pod, 'spec', 'containers').length +
    listAt(pod, 'spec', 'initContainers').filter(
      container => container.restartPolicy === 'Always',
    ).length;
  const ready = running.filter(container => container.ready === true).length;
  return `${ready}/${total}`;
}

/** `0`, or `3 (20s ago)`. */
export function restarts(pod: KubeObject, now: Date): string {
  const containers = listAt(pod, 'status', 'containerStatuses');
  const count = containers.reduce(
    (sum, container) => sum + numberAt(container, 'restartCount'),
    0,
  );
  const last = containers
    .map(container =>
      textAt(container, 'lastState', 'terminated', 'finishedAt'),
    )
    .filter(time => time !== undefined)
    .sort()
    .at(-1);
  return count > 0 && last ? `${count} (${ageOf(last, now)} ago)` : `${count}`;
}
