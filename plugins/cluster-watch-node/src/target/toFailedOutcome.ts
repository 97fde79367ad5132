import { ClusterFailure } from '../client/ClusterFailure';
import { FencedOutError } from '../lease/Fence';
import { SinkError } from '../sink/SinkError';
import { Outcome } from './decideNext';

/**
 * What a failed step means for its target.
 *
 * @throws what ends the target as a whole: a lost lease, and a stop
 */
export function toFailedOutcome(
  error: unknown,
  signal: AbortSignal,
): Outcome & { outcome: 'failed' } {
  signal.throwIfAborted();
  if (error instanceof FencedOutError) throw error;
  if (error instanceof ClusterFailure) {
    const { code, message, retryAfterMs } = error;
    return { outcome: 'failed', code, message, retryAfterMs, lively: false };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    outcome: 'failed',
    code: error instanceof SinkError ? 'sink' : 'failing',
    message,
    lively: false,
  };
}
