import type {
  EvidenceItem,
  ImageEvidence,
  Judgement,
} from '@portolan/image-trust';

/** What an accepted provenance says that the image was built from. */
export type ProvenSource = {
  /** Normalised. */
  repository: string;
  commit?: string;
  ref?: string;
  builder?: string;
  runUrl?: string;
  /** Digest of the piece that says so. */
  evidence: string;
};

/** The source by the provenance that the policy accepted, or by one that it refused, for people to look at. Pure. */
export function findSource(
  evidence: ImageEvidence | undefined,
  judgement: Judgement | undefined,
): { source: ProvenSource; accepted: boolean } | undefined {
  const check = judgement?.checks.find(({ question }) => question === 'built');
  for (const digest of check?.evidence ?? []) {
    const item = evidence?.items.find(one => one.digest === digest);
    const source = item && toSource(item);
    if (source) return { source, accepted: check?.answer === 'pass' };
  }
  return undefined;
}

function toSource({
  digest,
  predicate,
  verdict,
}: EvidenceItem): ProvenSource | undefined {
  if (predicate?.kind !== 'provenance' || !predicate.source) return undefined;
  const { source, builder, invocation } = predicate;
  const certified =
    verdict.result === 'verified' && verdict.signer.kind === 'certificate'
      ? verdict.signer.build.runInvocationUri
      : undefined;
  return {
    repository: source.repository,
    commit: source.commit,
    ref: source.ref,
    builder,
    runUrl: [certified, invocation].find(
      url => url !== undefined && /^https?:\/\//.test(url),
    ),
    evidence: digest,
  };
}
