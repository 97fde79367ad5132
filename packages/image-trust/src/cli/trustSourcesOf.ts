import { publicGood, TrustDomainSource } from '../trust/TrustDomainSource';
import type { LoadedPolicy } from './loadPolicy';

/** The trust domains of a policy; without one, the public-good instance of Sigstore. */
export function trustSourcesOf(
  loaded: LoadedPolicy | undefined,
): readonly TrustDomainSource[] {
  return loaded?.policy.trustDomains ?? [publicGood];
}
