import {
  BundleVersion,
  SignedParts,
  toBundle,
  toLegacyLayer,
} from '@portolan/sandbox/sigstore';
import type { Storage } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import { layerOf, MemoryRegistry } from './MemoryRegistry';

/** Puts a signature beside an image, as the client does that uses a storage. */
export function attachParts(
  registry: MemoryRegistry,
  parts: SignedParts,
  options: {
    subject: Digest;
    storage: Exclude<Storage, 'github-attestations'>;
    version?: BundleVersion;
    /** Changes the bundle or the layer's annotations before they are stored. */
    edit?: (json: Record<string, unknown>) => unknown;
  },
): void {
  const { subject, storage, version = '0.3' } = options;
  const edit = options.edit ?? (json => json);
  const tag = subject.replace(':', '-');
  if (storage === 'bundle-referrer') {
    const bundle = edit(toBundle(parts, version));
    const mediaType = String(
      (bundle as Record<string, unknown>).mediaType ?? '',
    );
    registry.putArtifact({
      artifactType: mediaType,
      layers: [layerOf(Buffer.from(JSON.stringify(bundle)), mediaType)],
      subject,
    });
    return;
  }
  const { content, mediaType, annotations } = toLegacyLayer(parts);
  const layers = [
    layerOf(content, mediaType, edit(annotations) as Record<string, string>),
  ];
  switch (storage) {
    case 'signature-tag':
      registry.putArtifact({ layers }, `${tag}.sig`);
      break;
    case 'attestation-tag':
      registry.putArtifact({ layers }, `${tag}.att`);
      break;
    case 'signature-referrer':
      registry.putArtifact({
        layers,
        artifactType: 'application/vnd.dev.cosign.artifact.sig.v1+json',
        subject,
      });
      break;
    default:
      registry.putArtifact({
        layers,
        artifactType: 'application/vnd.in-toto+json',
        subject,
      });
  }
}
