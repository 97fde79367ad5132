import { z } from 'zod';
import { RegistryClient } from '../systems/pipeline/clients/RegistryClient';
import type { LegacyLayer } from '../systems/sigstore';
import { blobOf, describe } from './attachBundle';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const configType = 'application/vnd.oci.image.config.v1+json';
const never = '0001-01-01T00:00:00Z';

const manifestSchema = z.object({
  layers: z.array(
    z
      .object({ mediaType: z.string(), size: z.number(), digest: z.string() })
      .passthrough(),
  ),
});

/**
 * Pushes a signature or an attestation as Cosign 1 and 2 did: one more layer
 * of the manifest behind the tag `sha256-<hex>.sig` or `.att`.
 *
 * @see https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md
 */
export async function attachLegacy(
  registry: RegistryClient,
  options: {
    /** The image's repository as the registry calls it. */
    name: string;
    digest: string;
    suffix: 'sig' | 'att';
    layer: LegacyLayer;
  },
): Promise<void> {
  const { name, digest, suffix, layer } = options;
  const tag = `${digest.replace(':', '-')}.${suffix}`;
  const known = await registry.readManifest(name, tag);
  const before = known
    ? manifestSchema.parse(JSON.parse(known.bytes.toString('utf8'))).layers
    : [];
  const content = blobOf(layer.content);
  const layers = [
    ...before,
    {
      ...describe(layer.mediaType, content),
      annotations: layer.annotations,
    },
  ];
  // An image by form, as registries of that time took nothing else.
  const config = blobOf(
    JSON.stringify({
      architecture: '',
      created: never,
      history: layers.map(() => ({ created: never })),
      os: '',
      rootfs: {
        type: 'layers',
        diff_ids: layers.map(({ digest: id }) => id),
      },
      config: {},
    }),
  );
  for (const blob of [content, config]) await registry.pushBlob(name, blob);
  await registry.putManifest(name, tag, {
    mediaType: manifestType,
    bytes: Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: manifestType,
        config: describe(configType, config),
        layers,
      }),
    ),
  });
}
