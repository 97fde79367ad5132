import { OperationState } from '../objects/Application';
import { retryDelayMs, toKitchenTime } from './retry';

/**
 * The state after a step that failed, when there are attempts left.
 *
 * Argo CD writes "waiting to try again" as an operation that is running and
 * has a finishing time.
 */
export function withRetry(
  state: OperationState,
  options: { before: OperationState; now: Date },
): OperationState {
  const failed = state.phase === 'Failed' || state.phase === 'Error';
  if (!failed || options.before.phase === 'Terminating') return state;
  const { retry = {} } = state.operation;
  const retries = state.retryCount ?? 0;
  const limit = retry.limit ?? 0;
  if (limit >= 0 && retries >= limit) {
    return retries
      ? { ...state, message: `${state.message} (retried ${retries} times).` }
      : state;
  }
  const at = new Date(options.now.getTime() + retryDelayMs(retry, retries));
  return {
    ...state,
    phase: 'Running',
    retryCount: retries + 1,
    message: `${state.message}. Retrying attempt #${
      retries + 1
    } at ${toKitchenTime(at)}.`,
  };
}

/** How long an operation that failed still waits before its next attempt. */
export function msUntilRetry(
  { operation, finishedAt, retryCount = 1 }: OperationState,
  now: Date,
): number {
  const wait = retryDelayMs(operation.retry ?? {}, retryCount - 1);
  return Math.max(0, Date.parse(finishedAt ?? '') + wait - now.getTime());
}
