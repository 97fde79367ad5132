import { collectEvidence } from '../evidence/collectEvidence';
import type { SignedEvidence, Unreadable } from '../evidence/Evidence';
import { evidenceDigest } from '../evidence/evidenceDigest';
import type { EvidenceSource } from '../evidence/EvidenceSource';
import { parseReference } from '../oci/reference';
import { findContradictions } from '../statement/findContradictions';
import { readPredicate } from '../statement/readPredicate';
import type { TrustDomains } from '../trust/TrustDomainStore';
import type { Verdict } from '../verify/Verdict';
import type { Subject } from '../verify/verifyInDomain';
import type { EvidenceVerifier } from '../worker/EvidenceVerifier';
import type {
  EvidenceItem,
  ImageEvidence,
  InspectionCost,
} from './ImageEvidence';
import { ManifestSource, Place, resolveImage } from './resolveImage';

export type InspectionOptions = {
  /** Resolves tags and reads indexes: a `RegistryClient`, or what was exported from one. */
  registry: ManifestSource;
  /** Where evidence about images of a repository is looked for; all of them are asked, in this order. */
  sources: (place: Place) => readonly EvidenceSource[];
  /** Which domains are asked, and which could not be. */
  trust: TrustDomains;
  /** With a `CachingVerifier` each piece of evidence is verified once for an image and a set of domains. */
  verifier: EvidenceVerifier;
  /** For a multi-arch image, e.g. `linux/amd64`: judges that image instead of the index. */
  platform?: string;
  /** The reference that a digest was pulled by, whose index may carry the signature. */
  within?: string;
  /** What was spent so far in all; images that are inspected at the same time share what is counted in one place. */
  spent?: () => Omit<InspectionCost, 'milliseconds'>;
  now?: () => Date;
};

/** Verifications of one image that are under way together. */
const batch = 16;

/**
 * Finds out everything that is known of an image. What can not be read is
 * listed, and never makes it throw, but for a tag that leads nowhere.
 *
 * @throws InvalidReferenceError
 * @throws RegistryError where the reference itself can not be resolved
 * @throws PlatformNotFoundError
 */
export async function inspectImage(
  reference: string,
  options: InspectionOptions,
): Promise<ImageEvidence> {
  const { registry, platform, trust, now = () => new Date() } = options;
  const started = now();
  const before = options.spent?.();
  const image = await resolveImage(parseReference(reference), {
    registry,
    platform,
    within: options.within ? parseReference(options.within) : undefined,
  });
  const unreadable: Unreadable[] = [...image.unreadable];
  const items: EvidenceItem[] = [];
  const claims: ImageEvidence['claims'][number][] = [];
  const other: ImageEvidence['other'][number][] = [];
  for (const { digest, place } of image.subjects) {
    const collected = await collectEvidence(digest, {
      sources: options.sources(place),
    });
    claims.push(...collected.claims);
    other.push(...collected.other);
    unreadable.push(...collected.unreadable);
    const judged = await judge(collected.signed, {
      ...options,
      subject: { digest, manifest: collected.subjectManifest },
    });
    items.push(...judged.items);
    unreadable.push(...judged.unreadable);
  }
  const ended = now();
  return {
    reference,
    digest: image.digest,
    subjects: image.subjects.map(({ digest, role }) => ({ digest, role })),
    items,
    claims,
    other,
    unreadable,
    unreadableDomains: trust.unreadable,
    complete: unreadable.length === 0 && trust.unreadable.length === 0,
    asOf: started,
    cost: {
      ...difference(options.spent?.(), before),
      milliseconds: ended.getTime() - started.getTime(),
    },
  };
}

async function judge(
  signed: readonly SignedEvidence[],
  options: Pick<InspectionOptions, 'verifier' | 'trust'> & { subject: Subject },
): Promise<{ items: EvidenceItem[]; unreadable: Unreadable[] }> {
  const { verifier, trust, subject } = options;
  const items: EvidenceItem[] = [];
  const unreadable: Unreadable[] = [];
  for (let at = 0; at < signed.length; at += batch) {
    const some = signed.slice(at, at + batch);
    const verdicts = await Promise.allSettled(
      some.map(evidence =>
        verifier.verify(evidence, { subject, domains: trust.domains }),
      ),
    );
    verdicts.forEach((verdict, index) => {
      if (verdict.status === 'fulfilled') {
        items.push(toItem(some[index], { subject, verdict: verdict.value }));
        return;
      }
      // No verdict says nothing about the evidence, so it is as good as unread.
      const { reason } = verdict;
      unreadable.push({
        at: `${some[index].storage} ${some[index].blob}`,
        code: 'LIMIT_EXCEEDED',
        found: `no verdict: ${String(
          reason instanceof Error ? reason.message : reason,
        ).slice(0, 500)}`,
      });
    });
  }
  return { items, unreadable };
}

function toItem(
  evidence: SignedEvidence,
  options: { subject: Subject; verdict: Verdict },
): EvidenceItem {
  const { subject, verdict } = options;
  const { storage, manifest, blob } = evidence;
  const predicate =
    verdict.result === 'verified' && verdict.content.form === 'statement'
      ? readPredicate(verdict.content.statement)
      : undefined;
  return {
    digest: evidenceDigest(evidence),
    found: { storage, manifest, blob },
    about: subject.digest,
    verdict,
    predicate,
    contradictions:
      verdict.result === 'verified' && predicate?.kind === 'provenance'
        ? findContradictions(predicate, verdict.signer)
        : [],
  };
}

type Spent = Omit<InspectionCost, 'milliseconds'>;

function difference(
  after: Spent | undefined,
  before: Spent | undefined,
): Spent {
  const of = (field: keyof Spent) =>
    (after?.[field] ?? 0) - (before?.[field] ?? 0);
  return {
    requests: of('requests'),
    bytes: of('bytes'),
    verifications: of('verifications'),
  };
}
