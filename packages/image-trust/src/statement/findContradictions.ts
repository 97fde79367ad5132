import type { Signer } from '../verify/Verdict';
import { toCommit } from './commitOf';
import type { Contradiction } from './Contradiction';
import { isSameRepository } from './normalizeRepository';
import type { Provenance } from './Predicate';

/**
 * Compares provenance with the certificate that signed it. The authority
 * checked what the certificate says of the build; the provenance is what the
 * build says of itself.
 */
export function findContradictions(
  { source }: Provenance,
  signer: Signer,
): Contradiction[] {
  if (signer.kind !== 'certificate' || !source) return [];
  const { sourceRepository, sourceCommit, sourceRef } = signer.build;
  const found: Contradiction[] = [];
  if (
    sourceRepository &&
    !isSameRepository(sourceRepository, source.repository)
  ) {
    found.push({
      code: 'SOURCE_CONTRADICTED',
      expected: sourceRepository,
      found: source.repository,
    });
  }
  const commit = toCommit(sourceCommit);
  if (commit && source.commit && commit !== source.commit) {
    found.push({
      code: 'COMMIT_CONTRADICTED',
      expected: commit,
      found: source.commit,
    });
  }
  // A short name such as `main` may mean the same; a full one can be compared.
  if (
    sourceRef?.startsWith('refs/') &&
    source.ref?.startsWith('refs/') &&
    sourceRef !== source.ref
  ) {
    found.push({
      code: 'REF_CONTRADICTED',
      expected: sourceRef,
      found: source.ref,
    });
  }
  return found;
}
