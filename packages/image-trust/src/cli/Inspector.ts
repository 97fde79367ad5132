import type { GitHubAttestations } from '../evidence/GitHubAttestations';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import { PlatformNotFoundError } from '../inspect/choosePlatform';
import type { ImageEvidence, InspectionCost } from '../inspect/ImageEvidence';
import { inspectImage } from '../inspect/inspectImage';
import type { ImageRegistry } from '../oci/ImageRegistry';
import { RegistryError, RegistryErrorCode } from '../oci/RegistryError';
import type { TrustDomains } from '../trust/TrustDomainStore';
import { CachingVerifier } from '../verdictCache/CachingVerifier';
import type { VerdictCache } from '../verdictCache/VerdictCache';
import { verifyEvidence } from '../verify/verifyEvidence';
import { VerifierPool } from '../worker/VerifierPool';

/** What is known of an image, or why not even its digest is. */
export type Inspection =
  | { reference: string; evidence: ImageEvidence }
  | Unresolved;

/** A reference that led to no digest: nothing is known, neither good nor bad. */
export type Unresolved = {
  reference: string;
  code: RegistryErrorCode | 'PLATFORM_NOT_FOUND';
  found: string;
};

// For fewer, starting threads takes longer than they save.
const worthThreads = 16;

/** Inspects images with one registry, one set of trust domains and one cache. */
export class Inspector {
  readonly #registry: ImageRegistry;
  readonly #github?: GitHubAttestations;
  readonly #trust: TrustDomains;
  readonly #verifier: CachingVerifier;
  readonly #pool?: VerifierPool;
  readonly #now: () => Date;

  constructor(options: {
    registry: ImageRegistry;
    /** Asked beside the registry. */
    github?: GitHubAttestations;
    trust: TrustDomains;
    verdicts: VerdictCache;
    /** How many images are expected. */
    images: number;
    now: () => Date;
  }) {
    this.#registry = options.registry;
    this.#github = options.github;
    this.#trust = options.trust;
    this.#now = options.now;
    this.#pool =
      options.images >= worthThreads ? new VerifierPool() : undefined;
    this.#verifier = new CachingVerifier({
      cache: options.verdicts,
      verifier: this.#pool ?? {
        verify: async (evidence, about) => verifyEvidence(evidence, about),
      },
    });
  }

  /** What was spent on all images so far. */
  get spent(): Omit<InspectionCost, 'milliseconds'> {
    const { requests, bytes } = this.#registry.cost;
    const github = this.#github?.cost ?? { requests: 0, bytes: 0 };
    return {
      requests: requests + github.requests,
      bytes: bytes + github.bytes,
      verifications: this.#verifier.verifications,
    };
  }

  async inspect(
    reference: string,
    options: {
      platform?: string;
      within?: string;
      /** When the places were read, where that was before. */
      asOf?: Date;
    },
  ): Promise<Inspection> {
    const { platform, within, asOf } = options;
    const registry = this.#registry;
    const github = this.#github ? [this.#github] : [];
    try {
      const evidence = await inspectImage(reference, {
        registry,
        sources: place => [
          new RegistryEvidence({ client: registry, place }),
          ...github,
        ],
        trust: this.#trust,
        verifier: this.#verifier,
        platform,
        within,
        spent: () => this.spent,
        now: this.#now,
      });
      return {
        reference,
        evidence: asOf ? { ...evidence, asOf } : evidence,
      };
    } catch (error) {
      if (RegistryError.is(error) || PlatformNotFoundError.is(error)) {
        return { reference, code: error.code, found: error.message };
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#pool?.close();
  }
}
