import type { TrustDomainSource } from '../trust/TrustDomainSource';
import { TrustDomains, TrustDomainStore } from '../trust/TrustDomainStore';
import type { Io } from './Io';
import { warn } from './warn';

const dayMs = 24 * 3_600_000;

/**
 * Loads trust domains. Roots that a mirror gave more than a day ago, or never,
 * are refreshed; when that fails the last good one serves, and stderr says so.
 *
 * @param options.directory - where roots are kept between runs
 * @param options.refresh - false: uses what is at hand
 */
export async function openTrust(
  sources: readonly TrustDomainSource[],
  options: { directory: string; refresh: boolean; io: Io },
): Promise<TrustDomains> {
  const { directory, refresh, io } = options;
  const store = await TrustDomainStore.load({
    sources,
    directory,
    now: io.now,
  });
  const oldest = io.now().getTime() - dayMs;
  const isOld = store.current.domains.some(
    ({ root }) =>
      root && root.from !== 'file' && !(root.asOf && +root.asOf > oldest),
  );
  if (refresh && isOld) {
    for (const { name, found } of await store.refresh()) {
      warn(
        io,
        `trust domain '${name}' could not be refreshed, its last good root is used: ${found}`,
      );
    }
  }
  return store.current;
}

/** Loads trust domains from what is on this machine; no mirror is asked. */
export async function openTrustOffline(
  sources: readonly TrustDomainSource[],
  options: { directory: string; io: Io },
): Promise<TrustDomains> {
  const store = await TrustDomainStore.load({
    sources,
    directory: options.directory,
    now: options.io.now,
    fetchRoot: async () => {
      throw new Error(
        'no mirror is asked while evidence is read from a directory',
      );
    },
  });
  return store.current;
}
