import { Digest, isDigest } from '../oci/digest';
import type { ImageRegistry, Place } from '../oci/ImageRegistry';
import type { Descriptor, ImageIndex, ImageManifest } from '../oci/manifest';
import { RegistryError } from '../oci/RegistryError';
import { decodeBundle, MalformedEvidenceError } from './decodeBundle';
import { decodeEnvelope, decodeSimpleSigning } from './decodeLegacy';
import type { Found, SignedEvidence, Storage } from './Evidence';
import type { EvidenceCollection } from './EvidenceCollection';
import type { EvidenceSource } from './EvidenceSource';

const bundleType = 'application/vnd.dev.sigstore.bundle';
const simpleSigningType = 'application/vnd.dev.cosign.simplesigning.v1+json';
const envelopeType = 'application/vnd.dsse.envelope.v1+json';
const statementType = 'application/vnd.in-toto+json';
const predicateAnnotation = 'in-toto.io/predicate-type';
const referenceTypeAnnotation = 'vnd.docker.reference.type';
const referenceDigestAnnotation = 'vnd.docker.reference.digest';

/**
 * What a registry holds about a digest, in every storage that Cosign, GitHub
 * and BuildKit use: referrers, the tags `.sig` and `.att`, and the unsigned
 * attestation manifests inside an image index.
 */
export class RegistryEvidence implements EvidenceSource {
  readonly #client: ImageRegistry;
  readonly #place: Place;

  constructor(options: { client: ImageRegistry; place: Place }) {
    this.#client = options.client;
    this.#place = options.place;
  }

  async collect(subject: Digest, into: EvidenceCollection): Promise<void> {
    await into.attempt(`manifest ${subject}`, () =>
      this.#readSubject(subject, into),
    );
    await into.attempt(`referrers of ${subject}`, () =>
      this.#readReferrers(subject, into),
    );
    await this.#readTag(`${subject.replace(':', '-')}.sig`, {
      storage: 'signature-tag',
      into,
    });
    await this.#readTag(`${subject.replace(':', '-')}.att`, {
      storage: 'attestation-tag',
      into,
    });
  }

  async #readSubject(subject: Digest, into: EvidenceCollection): Promise<void> {
    const { bytes, content } = await this.#client.getManifest(
      this.#place,
      subject,
    );
    into.setSubjectManifest(bytes);
    if (content.kind === 'index') await this.#readClaims(content, into);
  }

  /** BuildKit's attestations: entries of the index that are no image. */
  async #readClaims(
    index: ImageIndex,
    into: EvidenceCollection,
  ): Promise<void> {
    for (const { digest, annotations } of index.manifests ?? []) {
      if (annotations?.[referenceTypeAnnotation] !== 'attestation-manifest') {
        continue;
      }
      const about = annotations[referenceDigestAnnotation];
      await into.attempt(`attestation manifest ${digest}`, async () => {
        const { content } = await this.#client.getManifest(this.#place, digest);
        const layers = content.kind === 'index' ? [] : content.layers ?? [];
        for (const layer of layers) {
          into.addClaim({
            manifest: digest,
            blob: layer.digest,
            about: isDigest(about) ? about : undefined,
            predicateType: layer.annotations?.[predicateAnnotation],
          });
        }
      });
    }
  }

  async #readReferrers(
    subject: Digest,
    into: EvidenceCollection,
  ): Promise<void> {
    const referrers = await this.#client.listReferrers(this.#place, subject);
    for (const { digest } of referrers) {
      // The list's own words about type and predicate are hints that may be
      // absent or wrong: only the manifest counts.
      await into.attempt(`referrer ${digest}`, async () => {
        const { content } = await this.#client.getManifest(this.#place, digest);
        if (content.kind === 'index') {
          throw new MalformedEvidenceError(
            'an index where an artifact should be',
          );
        }
        if (content.subject?.digest !== subject) {
          throw new MalformedEvidenceError(
            `it is about ${content.subject?.digest ?? 'nothing'}`,
          );
        }
        await this.#readArtifact(digest, content, into);
      });
    }
  }

  async #readTag(
    tag: string,
    options: { storage: Storage; into: EvidenceCollection },
  ): Promise<void> {
    await options.into.attempt(`tag ${tag}`, async () => {
      let manifest;
      try {
        manifest = await this.#client.getManifest(this.#place, tag);
      } catch (error) {
        if (RegistryError.is(error) && error.code === 'NOT_FOUND') return;
        throw error;
      }
      const { content, digest } = manifest;
      if (content.kind === 'index') {
        throw new MalformedEvidenceError(
          'an index where a manifest of signatures should be',
        );
      }
      await this.#readLayers(content, { ...options, manifest: digest });
    });
  }

  async #readArtifact(
    digest: Digest,
    manifest: ImageManifest,
    into: EvidenceCollection,
  ): Promise<void> {
    const first = manifest.layers?.[0]?.mediaType ?? '';
    const type = manifest.artifactType ?? manifest.config.mediaType;
    let storage: Storage;
    if (type.startsWith(bundleType) || first.startsWith(bundleType)) {
      storage = 'bundle-referrer';
    } else if (first === simpleSigningType) {
      storage = 'signature-referrer';
    } else if ([envelopeType, statementType].includes(first)) {
      storage = 'attestation-referrer';
    } else {
      into.addOther({ manifest: digest, artifactType: type });
      return;
    }
    await this.#readLayers(manifest, { storage, into, manifest: digest });
  }

  async #readLayers(
    content: ImageManifest,
    options: { storage: Storage; manifest: Digest; into: EvidenceCollection },
  ): Promise<void> {
    const { storage, into } = options;
    for (const layer of content.layers ?? []) {
      await into.attempt(`${storage} ${layer.digest}`, () =>
        this.#readLayer(layer, options),
      );
    }
  }

  async #readLayer(
    layer: Descriptor,
    options: { storage: Storage; manifest: Digest; into: EvidenceCollection },
  ): Promise<void> {
    const { manifest, storage, into } = options;
    const { mediaType, digest: blob } = layer;
    if (mediaType === statementType) {
      into.addClaim({
        manifest,
        blob,
        predicateType: layer.annotations?.[predicateAnnotation],
      });
      return;
    }
    const decode = decoderOf(mediaType);
    if (!decode) {
      into.addOther({ manifest, artifactType: mediaType });
      return;
    }
    const bytes = await this.#client.getBlob(this.#place, blob, {
      // More than the descriptor says would have another digest as well.
      maxBytes: layer.size,
    });
    into.spend(bytes.byteLength, `${storage} ${blob}`);
    const found: Found = { storage, manifest, blob };
    into.addSigned({ ...found, ...decode(bytes, layer.annotations ?? {}) });
  }
}

type Decode = (
  bytes: Buffer,
  annotations: Record<string, string>,
) => Pick<SignedEvidence, 'bundle' | 'signed'>;

function decoderOf(mediaType: string): Decode | undefined {
  if (mediaType.startsWith(bundleType)) return decodeBundle;
  if (mediaType === simpleSigningType) return decodeSimpleSigning;
  return mediaType === envelopeType ? decodeEnvelope : undefined;
}
