import { bundleFromJSON } from '@sigstore/bundle';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StandIn } from '../StandIn';
import {
  Manifest,
  RegistryClient,
} from '../systems/pipeline/clients/RegistryClient';
import { startRegistry } from '../systems/registry';
import { attachBundle, blobOf } from './attachBundle';
import { attachLegacy } from './attachLegacy';
import { findBundles } from './findBundles';
import { predicateTypes } from './predicateTypes';

type Recording = {
  image: { digest: string };
  exchanges: Array<{
    request?: { method: string; path: string; body?: unknown };
    response?: { body?: { layers?: unknown } };
    command?: string;
  }>;
};

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const name = 'shop/web';
const readRecording = (scenario: string): Recording =>
  JSON.parse(
    readFileSync(
      join(__dirname, `../../contracts/cosign/${scenario}.json`),
      'utf8',
    ),
  );

/** The bodies of what `cosign` sent with this command. */
const sentBy = (recording: Recording, command: RegExp, path: RegExp) =>
  recording.exchanges.flatMap(({ request, command: by }) =>
    request?.body &&
    ['PUT', 'PATCH'].includes(request.method) &&
    command.test(by ?? '') &&
    path.test(request.path)
      ? [request.body as Record<string, any>]
      : [],
  );

/** The manifest of the image that was signed. */
const imageOf = ({ exchanges, image }: Recording) => ({
  ...blobOf(
    JSON.stringify(
      exchanges.find(
        ({ request, response }) =>
          request?.method === 'GET' &&
          request.path.endsWith(image.digest) &&
          response?.body?.layers,
      )?.response?.body,
    ),
  ),
  mediaType: manifestType,
});

/** A registry that has the recorded image, whose layer was not recorded. */
class RegistryWithImage extends RegistryClient {
  image: Manifest | undefined;

  async readManifest(repository: string, reference: string) {
    return reference === this.image?.digest
      ? this.image
      : super.readManifest(repository, reference);
  }
}

describe('what is pushed beside an image, held to the recordings of cosign', () => {
  let directory: string;
  let server: StandIn;
  let registry: RegistryWithImage;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'cosign-'));
    server = await startRegistry({ directory, referrers: true });
    registry = new RegistryWithImage({
      url: server.url,
      username: '',
      password: '',
      signal: new AbortController().signal,
    });
  });

  afterEach(async () => {
    await server.close();
    rmSync(directory, { recursive: true });
  });

  it('puts a bundle there as Cosign 3 does', async () => {
    const recording = readRecording('04-bundles-referrers-api');
    const command = /attest .*--type slsaprovenance1/;
    const [layer] = sentBy(recording, command, /uploads/);
    const [recorded] = sentBy(recording, command, /manifests/);
    const { digest } = recording.image;
    registry.image = imageOf(recording);
    expect(registry.image.digest).toBe(digest);
    const pushed = await attachBundle(registry, {
      name,
      digest,
      bundle: bundleFromJSON(JSON.parse(layer.$text)),
      predicateType: predicateTypes.provenance,
      createdAt: new Date(
        recorded.annotations['org.opencontainers.image.created'],
      ),
    });

    const found = await registry.readManifest(name, pushed);
    const own = JSON.parse(String(found?.bytes));
    // Go puts spaces into the bundle.
    const { digest: layerDigest, size } = own.layers[0];
    expect(JSON.stringify(own)).toBe(
      JSON.stringify({
        ...recorded,
        layers: [{ ...recorded.layers[0], size, digest: layerDigest }],
      }),
    );
    const stored = await registry.readBlob(name, layerDigest);
    expect(JSON.parse(String(stored))).toMatchObject(JSON.parse(layer.$text));
    expect(await findBundles(registry, name, digest)).toEqual([
      { predicateType: predicateTypes.provenance, identity: '' },
    ]);
  });

  it('puts signatures there as Cosign 2 did, byte for byte', async () => {
    const recording = readRecording('01-legacy-signature');
    const { digest } = recording.image;
    const manifests = sentBy(recording, /sign --key cosign.key/, /manifests/);
    const payloads = sentBy(recording, /sign --key cosign.key/, /uploads/)
      .filter(body => body.critical)
      .map(body => Buffer.from(JSON.stringify(body)));
    expect(manifests).toHaveLength(2);
    for (const [index, recorded] of manifests.entries()) {
      const { mediaType, annotations } = recorded.layers[index];
      await attachLegacy(registry, {
        name,
        digest,
        suffix: 'sig',
        layer: { mediaType, annotations, content: payloads[index] },
      });
      const own = await registry.readManifest(
        name,
        `${digest.replace(':', '-')}.sig`,
      );
      expect(String(own?.bytes)).toBe(JSON.stringify(recorded));
    }
  });
});
