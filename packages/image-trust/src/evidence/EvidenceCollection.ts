import type { Digest } from '../oci/digest';
import { RegistryError } from '../oci/RegistryError';
import { isWholeInBlob } from './evidenceDigest';
import type {
  Claim,
  Collected,
  OtherArtifact,
  SignedEvidence,
  Unreadable,
} from './Evidence';

/** How much evidence is held for one digest, at the most. */
export type EvidenceLimits = {
  /** Signed pieces, claims and others together. */
  items: number;
  /** Bytes of the signed pieces. */
  bytes: number;
};

export const defaultEvidenceLimits: EvidenceLimits = {
  items: 1000,
  bytes: 128 * 1024 * 1024,
};

/** What the sources found about one digest so far, within the limits. */
export class EvidenceCollection {
  readonly subject: Digest;
  readonly #limits: EvidenceLimits;
  readonly #signed: SignedEvidence[] = [];
  readonly #claims: Claim[] = [];
  readonly #other: OtherArtifact[] = [];
  readonly #unreadable: Unreadable[] = [];
  #subjectManifest?: Buffer;
  #bytes = 0;

  constructor(subject: Digest, limits: EvidenceLimits) {
    this.subject = subject;
    this.#limits = limits;
  }

  /** Runs one reading; its failure is kept beside what the others found. */
  async attempt(at: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      this.addUnreadable({
        at,
        code: RegistryError.is(error) ? error.code : 'MALFORMED',
        found: error instanceof Error ? error.message : String(error),
      });
    }
  }

  addSigned(evidence: SignedEvidence): void {
    // The same bundle in two places proves no more than in one. Legacy layers
    // are never dropped: half of them is in annotations.
    const known =
      isWholeInBlob(evidence) &&
      this.#signed.some(
        other => isWholeInBlob(other) && other.blob === evidence.blob,
      );
    if (known) return;
    this.#count();
    this.#signed.push(evidence);
  }

  addClaim(claim: Claim): void {
    this.#count();
    this.#claims.push(claim);
  }

  addOther(artifact: OtherArtifact): void {
    this.#count();
    this.#other.push(artifact);
  }

  addUnreadable(place: Unreadable): void {
    // Enough to know that it is incomplete, and of what kind.
    if (this.#unreadable.length < this.#limits.items) {
      this.#unreadable.push({ ...place, found: place.found.slice(0, 500) });
    }
  }

  setSubjectManifest(bytes: Buffer): void {
    this.#subjectManifest = bytes;
  }

  /** Counts bytes that are going to be held. @throws RegistryError `LIMIT_EXCEEDED` */
  spend(bytes: number, request: string): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#limits.bytes) {
      throw exceeded(request, `more than ${this.#limits.bytes} bytes in all`);
    }
  }

  toCollected(): Collected {
    return {
      subject: this.subject,
      subjectManifest: this.#subjectManifest,
      signed: [...this.#signed],
      claims: [...this.#claims],
      other: [...this.#other],
      unreadable: [...this.#unreadable],
      complete: this.#unreadable.length === 0,
    };
  }

  #count(): void {
    const count =
      this.#signed.length + this.#claims.length + this.#other.length;
    if (count >= this.#limits.items) {
      throw exceeded(this.subject, `more than ${this.#limits.items} artifacts`);
    }
  }
}

function exceeded(request: string, found: string): RegistryError {
  return new RegistryError({ code: 'LIMIT_EXCEEDED', request, found });
}
