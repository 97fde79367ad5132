import seeds from '@sigstore/tuf/seeds.json';
import { TrustDomainError } from './TrustDomainError';

/** Where the public-good instance of Sigstore keeps its roots. */
export const publicGoodMirror = 'https://tuf-repo-cdn.sigstore.dev';

/**
 * The root of the public-good instance that came with this version of
 * `@sigstore/tuf`: good to start with where there is no network, and older
 * than what the mirror has.
 *
 * @throws TrustDomainError `ROOT_UNREADABLE`
 */
export function publicGoodSeed(): unknown {
  const seed = seeds[publicGoodMirror]?.targets['trusted_root.json'];
  if (!seed) {
    throw new TrustDomainError(
      'ROOT_UNREADABLE',
      `no seed of ${publicGoodMirror}`,
    );
  }
  return JSON.parse(Buffer.from(seed, 'base64').toString('utf8'));
}
