import type { EvidenceDirectory } from '../evidenceDirectory/EvidenceDirectory';
import { publicGood, TrustDomainSource } from '../trust/TrustDomainSource';
import type { LoadedPolicy } from './loadPolicy';

/** The trust domains of a policy; without one, the public-good instance of Sigstore. */
export function trustSourcesOf(
  loaded: LoadedPolicy | undefined,
): readonly TrustDomainSource[] {
  return loaded?.policy.trustDomains ?? [publicGood];
}

/**
 * The trust domains of a policy with the roots of an evidence directory where
 * a mirror would have to be asked. Files and keys that the policy names are
 * this machine's own and stay. Whoever wrote the directory decides then whose
 * signatures count, so it is for the caller to say that he may.
 */
export async function withExportedRoots(
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
