import type {
  Claim,
  Found,
  OtherArtifact,
  Unreadable,
} from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { Contradiction } from '../statement/Contradiction';
import type { Predicate } from '../statement/Predicate';
import type { UnreadableDomain } from '../trust/TrustDomainStore';
import type { Verdict } from '../verify/Verdict';

/**
 * Everything that is known of one image: what was found, what each piece
 * proves, and what could not be read. A policy judges this and nothing else.
 */
export type ImageEvidence = {
  /** As it was asked for, e.g. `registry.example.com/acme/shop:1.8.2`. */
  reference: string;
  /** The digest that is judged: the one that runs, or the one that the tag led to. */
  digest: Digest;
  /**
   * The digests whose evidence counts for {@link digest}: itself, and the index
   * that lists it, where the reference leads to one.
   */
  subjects: readonly EvidenceSubject[];
  /** What carries a signature. */
  items: readonly EvidenceItem[];
  /** Statements that nobody signed: shown, never counted. */
  claims: readonly Claim[];
  /** Artifacts of other trust systems. */
  other: readonly OtherArtifact[];
  /** Places that may hold evidence and could not be read. */
  unreadable: readonly Unreadable[];
  /** Trust domains that could not be used. */
  unreadableDomains: readonly UnreadableDomain[];
  /**
   * Whether everything could be read and every domain asked. Without it,
   * "nothing found" is not known, and a check that needs it is `unknown`.
   */
  complete: boolean;
  /** When the places were read. */
  asOf: Date;
  cost: InspectionCost;
};

export type EvidenceSubject = { digest: Digest; role: 'image' | 'index' };

export type EvidenceItem = {
  /**
   * SHA-256 over everything that the verdict depends on of this piece: blob
   * and, where it was stored so, annotations.
   */
  digest: Digest;
  found: Found;
  /** Which of {@link ImageEvidence.subjects} it was found beside and verified against. */
  about: Digest;
  verdict: Verdict;
  /** What a verified statement says. */
  predicate?: Predicate;
  /** Where provenance says something else than the certificate that signed it. */
  contradictions: readonly Contradiction[];
};

export type InspectionCost = {
  /** HTTP requests to registries and APIs. */
  requests: number;
  /** Bytes of their bodies. */
  bytes: number;
  /** Signatures that were verified, rather than known from before. */
  verifications: number;
  milliseconds: number;
};
