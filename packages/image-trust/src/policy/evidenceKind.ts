import type { EvidenceItem } from '../inspect/ImageEvidence';
import type { Question } from './Check';

/**
 * Which question a verified piece speaks to.
 *
 * Only what says "this image is mine" is a signature: Cosign's simple signing,
 * Cosign 3's empty statement, and a signature over the manifest's own bytes.
 * An attestation says something about an image and is none, whoever signed it;
 * a policy that is content with provenance asks `built` and not `signed`.
 * `cosign verify` is less careful here.
 */
export function questionOf(item: EvidenceItem): Question | undefined {
  const { verdict, predicate } = item;
  if (verdict.result !== 'verified') return undefined;
  if (verdict.content.form !== 'statement') return 'signed';
  switch (predicate?.kind) {
    case 'signature':
      return 'signed';
    case 'provenance':
      return 'built';
    case 'vulnerabilities':
      return 'scanned';
    case 'sbom':
      return 'sbom';
    case 'unreadable':
    case 'other':
      return questionOfType(predicate.predicateType);
    default:
      return undefined;
  }
}

/** Whether a piece that does not verify might be what is asked for: who knows what it says. */
export function mayAnswer({ found }: EvidenceItem, question: Question) {
  const { storage } = found;
  const signature =
    storage === 'signature-tag' || storage === 'signature-referrer';
  const attestation =
    storage === 'attestation-tag' || storage === 'attestation-referrer';
  return question === 'signed' ? !attestation : !signature;
}

/** Also for versions that are not read here: they are there, and nobody knows what they say. */
function questionOfType(predicateType: string): Question | undefined {
  if (predicateType.startsWith('https://slsa.dev/provenance/')) return 'built';
  if (
    /^(?:https:\/\/)?cosign\.sigstore\.dev\/attestation\/vuln\//.test(
      predicateType,
    ) ||
    predicateType.startsWith('https://in-toto.io/attestation/vulns/')
  ) {
    return 'scanned';
  }
  return /^https:\/\/(?:cyclonedx\.org\/bom|spdx\.dev\/Document)(?:\/|$)/.test(
    predicateType,
  )
    ? 'sbom'
    : undefined;
}
