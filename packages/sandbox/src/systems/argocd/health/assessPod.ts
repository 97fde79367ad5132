import { Health } from '../objects/Application';
import {
  annotationOf,
  KubernetesObject,
} from '../../../kubernetes-client/KubernetesObject';

type ContainerStatus = {
  name: string;
  state?: {
    waiting?: { reason?: string; message?: string };
    terminated?: { exitCode?: number; reason?: string; message?: string };
  };
  lastState?: { terminated?: unknown };
};

/** A Pod that should run for ever is judged more strictly than one that is to end. */
export function assessPod(pod: KubernetesObject): Health {
  const { spec = {}, status = {} } = pod;
  const isHook = annotationOf(pod, 'argocd.argoproj.io/hook') !== undefined;
  const isLongRunning =
    (spec.restartPolicy ?? 'Always') === 'Always' ||
    (!isHook &&
      annotationOf(pod, 'argocd.argoproj.io/ignore-restart-policy') === 'true');
  const containers: ContainerStatus[] = status.containerStatuses ?? [];
  const message: string | undefined = status.message || undefined;

  const stuck = containers.flatMap(({ state }) =>
    isStuck(state?.waiting?.reason) ? [state?.waiting?.message ?? ''] : [],
  );
  if (isLongRunning && stuck.length) {
    return { status: 'Degraded', message: stuck.join(', ') };
  }

  switch (status.phase) {
    case 'Pending':
      return { status: 'Progressing', message };
    case 'Succeeded':
      return { status: 'Healthy', message };
    case 'Failed':
      return {
        status: 'Degraded',
        message:
          message ??
          [...(status.initContainerStatuses ?? []), ...containers]
            .map(failureOf)
            .find(text => text !== undefined),
      };
    case 'Running':
      if (!isLongRunning) return { status: 'Progressing', message };
      if (isReady(status.conditions)) return { status: 'Healthy', message };
      return {
        status: containers.some(each => each.lastState?.terminated)
          ? 'Degraded'
          : 'Progressing',
        message,
      };
    default:
      return { status: 'Unknown', message };
  }
}

function isStuck(reason = ''): boolean {
  return (
    reason.startsWith('Err') ||
    reason.endsWith('Error') ||
    reason.endsWith('BackOff')
  );
}

function isReady(
  conditions: Array<{ type: string; status: string }> = [],
): boolean {
  return conditions.some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}

function failureOf(container: ContainerStatus): string | undefined {
  const { terminated } = container.state ?? {};
  if (!terminated) return undefined;
  if (terminated.message) return terminated.message;
  if (terminated.reason === 'OOMKilled') return terminated.reason;
  return terminated.exitCode
    ? `container "${container.name}" failed with exit code ${terminated.exitCode}`
    : undefined;
}
