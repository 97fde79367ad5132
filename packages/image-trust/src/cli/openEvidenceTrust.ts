import type { EvidenceDirectory } from '../evidenceDirectory/EvidenceDirectory';
import type { TrustDomainSource } from '../trust/TrustDomainSource';
import type { TrustDomains } from '../trust/TrustDomainStore';
import type { Io } from './Io';
import { openTrustOffline } from './openTrust';
import { warn } from './warn';

/**
 * Loads trust domains for evidence from a directory, without a network. Whose
 * signatures count is for this machine to say: its files, keys and roots from
 * earlier runs. Only where the caller says so are the directory's own roots
 * taken, for then whoever wrote it decides.
 *
 * @param options.directory - where roots are kept between runs
 */
export async function openEvidenceTrust(
  sources: readonly TrustDomainSource[],
  options: {
    evidence: EvidenceDirectory;
    trustExportedRoots: boolean;
    directory: string;
    io: Io;
  },
): Promise<TrustDomains> {
  const { evidence, io } = options;
  if (options.trustExportedRoots) {
    return openTrustOffline(
      await withExportedRoots(sources, evidence),
      options,
    );
  }
  const trust = await openTrustOffline(sources, options);
  const exported = evidence.trustedRoots.map(({ domain }) => domain);
  for (const { name } of trust.unreadable) {
    if (!exported.includes(name)) continue;
    warn(
      io,
      `no root of trust domain '${name}' is on this machine. Bring one with 'image-trust roots refresh', or, if you trust whoever exported the evidence, use --trust-exported-roots.`,
    );
  }
  return trust;
}

/** Files and keys that the policy names are this machine's own and stay. */
async function withExportedRoots(
  sources: readonly TrustDomainSource[],
  evidence: EvidenceDirectory,
): Promise<TrustDomainSource[]> {
  const replaced = [];
  for (const source of sources) {
    const exported = evidence.trustedRoots.find(
      ({ domain }) => domain === source.name,
    );
    if (exported && source.root && source.root.from !== 'file') {
      const path = await evidence.checkedRootFile(exported.digest);
      replaced.push({ ...source, root: { from: 'file' as const, path } });
    } else {
      replaced.push(source);
    }
  }
  return replaced;
}
