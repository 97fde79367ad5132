import { type SyncStatusStore } from '@portolan/plugin-workloads-node';
import type { PolicySource } from '../clients/registry/PolicySource';
import type { ImageQueue } from '../database/ImageQueue';

/** Has everything judged again when the policy became another one, and read again when the trust domains did. */
export class ReloadPolicyTask {
  readonly #options: {
    source: PolicySource;
    queue: ImageQueue;
    status: SyncStatusStore;
    now: () => Date;
  };

  constructor(options: {
    source: PolicySource;
    queue: ImageQueue;
    status: SyncStatusStore;
    now: () => Date;
  }) {
    this.#options = options;
  }

  /** A file that cannot be used any more leaves the last good policy in place. */
  async run(): Promise<void> {
    const { source, queue, status, now } = this.#options;
    let result: 'changed' | 'unchanged';
    try {
      result = await source.reload();
    } catch (error) {
      await status.fail('policy', String(error));
      throw error;
    }
    const { digest } = source.policy;
    const known = await status.fingerprintOf('policy');
    // Also when another replica was first: this one may have judged by the old one since.
    if (result === 'changed' || known !== digest) {
      await queue.judgeAll(now());
    }
    await queue.expireTrust(source.trustFingerprint, now());
    await status.setFingerprint('policy', digest, now());
  }
}
