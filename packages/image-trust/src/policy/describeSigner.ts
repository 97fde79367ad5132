import type { Verified } from '../verify/Verdict';
import { quote } from './quote';

/** Who signed, for a person. */
export function describeSigner({
  signer,
  domains,
}: Pick<Verified, 'signer' | 'domains'>): string {
  return signer.kind === 'key'
    ? `key '${quote(signer.name)}' of ${domains[0]}`
    : `${quote(signer.identity)}, vouched for by ${quote(
        signer.issuer ?? 'nobody',
      )} in ${domains.join(', ')}`;
}
