import { bundleFromJSON } from '@sigstore/bundle';
import { attachBundle, blobOf } from '../../cosign/attachBundle';
import { attachLegacy } from '../../cosign/attachLegacy';
import {
  SignedImage,
  signatureStatement,
  Statement,
} from '../../cosign/statements';
import { RegistryClient } from '../../systems/pipeline/clients/RegistryClient';
import {
  CertificateIdentity,
  sign,
  SigningKey,
  SigstoreInstance,
  simpleSigning,
  toBundle,
  toLegacyLayer,
} from '../../systems/sigstore';

/** Who signs, and when. */
export type Act = { identity: CertificateIdentity; at: Date };

/**
 * Signs images for a past that the seed makes up: by the instance itself, as
 * over HTTP it would sign for the present.
 */
export class Evidence {
  readonly #instance: SigstoreInstance;
  readonly #registry: RegistryClient;

  constructor(options: {
    instance: SigstoreInstance;
    registry: RegistryClient;
  }) {
    this.#instance = options.instance;
    this.#registry = options.registry;
  }

  /** As Cosign 3 does: a bundle beside the image. */
  async attach(
    image: SignedImage,
    statement: Statement,
    { identity, at }: Act,
  ): Promise<void> {
    const parts = await sign(this.#instance, {
      signer: { identity },
      content: { statement },
      log: 'rekor-v2',
      timestamp: 'signature',
      at,
    });
    await attachBundle(this.#registry, {
      name: nameOf(image),
      digest: image.digest,
      bundle: bundleFromJSON(toBundle(parts)),
      predicateType: statement.predicateType,
      createdAt: at,
    });
  }

  /** The signature of an image, as Cosign 3 makes it. */
  sign(image: SignedImage, act: Act): Promise<void> {
    return this.attach(image, signatureStatement(image), act);
  }

  /** As Cosign 2 did, without a key: signature and attestations behind their tags; gives the digest of what the signature is over. */
  async signLegacy(
    image: SignedImage,
    statements: readonly Statement[],
    { identity, at }: Act,
  ): Promise<string> {
    const target = { name: nameOf(image), digest: image.digest };
    const signature = await sign(this.#instance, {
      signer: { identity },
      content: { payload: payloadOf(image) },
      log: 'rekor-v1-hashedrekord',
      at,
    });
    const layer = toLegacyLayer(signature);
    await attachLegacy(this.#registry, { ...target, suffix: 'sig', layer });
    for (const statement of statements) {
      const attestation = await sign(this.#instance, {
        signer: { identity },
        content: { statement },
        log: 'rekor-v1-dsse',
        at,
      });
      await attachLegacy(this.#registry, {
        ...target,
        suffix: 'att',
        layer: toLegacyLayer(attestation),
      });
    }
    return blobOf(layer.content).digest;
  }

  /** As Cosign 2 did with a key pair and without a log. */
  async signWithKey(image: SignedImage, key: SigningKey): Promise<void> {
    const signature = await sign(this.#instance, {
      signer: { key },
      content: { payload: payloadOf(image) },
      log: 'none',
    });
    await attachLegacy(this.#registry, {
      name: nameOf(image),
      digest: image.digest,
      suffix: 'sig',
      layer: toLegacyLayer(signature),
    });
  }
}

/** What the registry itself calls the image's repository. */
export function nameOf({ repository }: SignedImage): string {
  return repository.slice(repository.indexOf('/') + 1);
}

function payloadOf({ repository, digest }: SignedImage): Buffer {
  return simpleSigning({ digest, reference: repository });
}
