import {
  CachingVerifier,
  EvidenceVerifier,
  ImageEvidence,
  inspectImage,
  MemoryVerdictCache,
  RegistryClient,
  RegistryEvidence,
  TrustDomains,
} from '@portolan/image-trust';
import type { RegistryConfig } from '../../config';

/** Statements with an SBOM have megabytes. */
const verdictBytes = 32 * 1024 * 1024;

/** Reads and verifies everything that registries hold about an image. */
export class ImageInspector {
  readonly #client: RegistryClient;
  readonly #verifier: CachingVerifier;

  constructor(options: {
    registries: readonly RegistryConfig[];
    plainHttp: readonly string[];
    verifier: EvidenceVerifier;
    fetch?: typeof fetch;
  }) {
    const { registries, plainHttp, verifier } = options;
    this.#client = new RegistryClient({
      credentials: async host =>
        registries.find(registry => registry.host === host),
      allowedRealms: registries.flatMap(({ realms }) => realms),
      plainHttp,
      fetch: options.fetch,
    });
    this.#verifier = new CachingVerifier({
      cache: new MemoryVerdictCache({ maxBytes: verdictBytes }),
      verifier,
    });
  }

  /** How many signatures were verified so far, rather than known from before. */
  get verifications(): number {
    return this.#verifier.verifications;
  }

  /**
   * @param options.within - the reference that the digest was pulled by
   * @throws RegistryError, InvalidReferenceError
   */
  async inspect(
    reference: string,
    options: { within?: string; trust: TrustDomains },
  ): Promise<ImageEvidence> {
    const { within, trust } = options;
    const client = this.#client;
    const evidence = await inspectImage(reference, {
      registry: client,
      sources: place => [new RegistryEvidence({ client, place })],
      trust,
      verifier: this.#verifier,
      within,
      spent: () => ({
        ...client.cost,
        verifications: this.#verifier.verifications,
      }),
    });
    return withoutPredicates(evidence);
  }
}

/** What a statement says has been read; the text of an SBOM is not worth keeping for every image. */
function withoutPredicates(evidence: ImageEvidence): ImageEvidence {
  return {
    ...evidence,
    items: evidence.items.map(item => {
      const { verdict } = item;
      if (
        verdict.result !== 'verified' ||
        verdict.content.form !== 'statement'
      ) {
        return item;
      }
      const { statement } = verdict.content;
      return {
        ...item,
        verdict: {
          ...verdict,
          content: {
            form: 'statement',
            statement: { ...statement, predicate: undefined },
          },
        },
      };
    }),
  };
}
