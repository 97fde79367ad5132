import { LEASE_INTERVAL_MS } from './decideLease';
import { KeptLease, KeptLeaseOptions } from './KeptLease';

/** Owns a cluster whenever no other replica does, until the signal is aborted; then the lease is released at once. */
export async function keepLease(
  options: KeptLeaseOptions & { signal: AbortSignal },
): Promise<void> {
  const lease = new KeptLease(options);
  const { clock, logger, cluster, signal } = options;
  try {
    while (!signal.aborted && !lease.isDone) {
      try {
        await lease.tend();
      } catch (error) {
        // Nothing is known of the lease; the fence decides meanwhile.
        logger.warn('The lease of a cluster could not be read or renewed', {
          cluster,
          detail: error instanceof Error ? error.message : String(error),
        });
      }
      await clock
        .wait(LEASE_INTERVAL_MS, AbortSignal.any([signal, lease.done]))
        .catch(() => {});
    }
  } finally {
    await lease.release();
  }
}
