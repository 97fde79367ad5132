import {
  createSigstoreInstance,
  inTotoStatement,
  sign,
  SignedParts,
  SignOptions,
  SigstoreInstance,
  TrustedRootJson,
  workloadClaims,
  workloadIdentity,
} from '@portolan/sandbox/sigstore';
import type { Storage } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import type { Thresholds, TrustDomain } from '../trust/TrustDomain';
import type { Verdict } from '../verify/Verdict';
import { attachParts } from './attachParts';
import { MemoryRegistry } from './MemoryRegistry';
import { verdictsFor } from './verdictsFor';

export const issuer = 'https://token.example.com';
export const identity = workloadIdentity(
  workloadClaims({ repository: 'acme/shop', sha: 'c0'.repeat(20) }),
  { server: 'https://git.example.com', issuer },
);
/** When everything happens that has no time of its own. */
export const now = new Date('2026-06-01T10:00:00Z');

export function later(minutes: number): Date {
  return new Date(now.getTime() + minutes * 60_000);
}

/** A Sigstore deployment, a registry with an image, and what joins them. */
export class KeylessScene {
  readonly instance: SigstoreInstance;
  readonly registry = new MemoryRegistry();
  readonly image: Digest;

  private constructor(instance: SigstoreInstance) {
    this.instance = instance;
    this.image = this.registry.putImage('an image');
  }

  static async create(): Promise<KeylessScene> {
    return new KeylessScene(await createSigstoreInstance({ now: () => now }));
  }

  /** A statement about the image, signed by the pipeline and logged as dsse/0.0.1, but for what is said otherwise. */
  sign(options: Partial<SignOptions> = {}): Promise<SignedParts> {
    return sign(this.instance, {
      signer: { identity },
      content: { statement: this.statement() },
      log: 'rekor-v1-dsse',
      ...options,
    });
  }

  statement(digest: string = this.image): Record<string, unknown> {
    return inTotoStatement({
      digest,
      predicateType: 'https://sigstore.dev/cosign/sign/v1',
    });
  }

  domain(
    thresholds: Partial<Thresholds> = {},
    trustedRoot: TrustedRootJson = this.instance.trustedRoot,
  ): TrustDomain {
    return createTrustDomain({
      name: 'ours',
      signers: 'certificates',
      trustedRoot,
      thresholds,
    });
  }

  /** What the parts prove once they are attached, optionally after an edit. */
  async verdict(
    parts: SignedParts,
    options: {
      storage?: Exclude<Storage, 'github-attestations'>;
      version?: '0.1' | '0.2' | '0.3';
      edit?: (json: Json) => unknown;
      domains?: readonly TrustDomain[];
    } = {},
  ): Promise<Verdict> {
    const registry = new MemoryRegistry();
    const image = registry.putImage('an image');
    attachParts(registry, parts, {
      storage: 'bundle-referrer',
      ...options,
      subject: image,
    });
    const domains = options.domains ?? [this.domain()];
    const { verdicts } = await verdictsFor(registry, image, domains);
    if (verdicts.length !== 1) throw new Error(`${verdicts.length} verdicts`);
    return verdicts[0];
  }
}

/** JSON that a test is about to change. */
export type Json = Record<string, unknown>;
