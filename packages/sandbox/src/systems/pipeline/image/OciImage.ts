import { createHash } from 'node:crypto';
import { Blob } from '../clients/RegistryClient';

const mediaTypes = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
};

/** What a container of the image runs. */
export type ImageConfig = {
  User?: string;
  WorkingDir?: string;
  Entrypoint?: string[];
  Cmd?: string[];
  ExposedPorts?: Record<string, object>;
  Labels?: Record<string, string>;
};

export type Layer = {
  /** A tar, not compressed: compressed bytes differ between versions of zlib. */
  tar: Buffer;
  /** What made it, for the image's history. */
  createdBy: string;
};

/** An image ready to be pushed: bytes and digests. */
export type OciImage = {
  layers: Blob[];
  config: Blob;
  manifest: Blob & { mediaType: string };
};

/** Puts an image together; the same input gives the same digest. */
export function assembleImage(options: {
  layers: Layer[];
  config: ImageConfig;
  created: string;
}): OciImage {
  const { layers, config, created } = options;
  const layerBlobs = layers.map(({ tar }) => toBlob(tar));
  const configBlob = toBlob({
    created,
    architecture: 'amd64',
    os: 'linux',
    config,
    rootfs: {
      type: 'layers',
      diff_ids: layerBlobs.map(({ digest }) => digest),
    },
    history: layers.map(({ createdBy }) => ({
      created,
      created_by: createdBy,
    })),
  });
  const manifest = toBlob({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describe(mediaTypes.config, configBlob),
    layers: layerBlobs.map(blob => describe(mediaTypes.layer, blob)),
    annotations: config.Labels,
  });
  return {
    layers: layerBlobs,
    config: configBlob,
    manifest: { ...manifest, mediaType: mediaTypes.manifest },
  };
}

function toBlob(content: Buffer | object): Blob {
  const bytes = Buffer.isBuffer(content)
    ? content
    : Buffer.from(JSON.stringify(content));
  const hex = createHash('sha256').update(bytes).digest('hex');
  return { digest: `sha256:${hex}`, bytes };
}

function describe(mediaType: string, { digest, bytes }: Blob) {
  return { mediaType, digest, size: bytes.length };
}
