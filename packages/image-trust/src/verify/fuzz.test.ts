import { cosignRecording } from '../__testUtils__/cosignRecording';
import { fuzzEvidence, Sample } from '../__testUtils__/fuzzEvidence';
import { keyDomain } from '../__testUtils__/keySigned';
import { createPublicKey } from 'node:crypto';
import type { Digest } from '../oci/digest';

/** What the real cosign wrote, as it lies in the registry. */
async function recordedSamples(scenario: string): Promise<Sample[]> {
  const recording = cosignRecording(scenario);
  const { registry, subject } = recording;
  const client = registry.client();
  const domains = [
    keyDomain(
      'ours',
      ...[recording.publicKey, recording.otherPublicKey].map(pem => ({
        publicKey: createPublicKey(pem),
      })),
    ),
  ];
  const tag = subject.replace(':', '-');
  const manifests: string[] = (
    await client.listReferrers(registry.place, subject)
  ).map(({ digest }) => digest);
  for (const suffix of ['.sig', '.att']) {
    const found = await client
      .getManifest(registry.place, tag + suffix)
      .catch(() => undefined);
    if (found) manifests.push(found.digest);
  }
  const samples: Sample[] = [];
  for (const name of manifests) {
    const { content } = await client.getManifest(registry.place, name);
    const layers = content.kind === 'index' ? [] : content.layers ?? [];
    for (const layer of layers) {
      const isBundle = layer.mediaType.includes('sigstore.bundle');
      samples.push({
        name: `${scenario} ${layer.mediaType}`,
        bytes: await client.getBlob(registry.place, layer.digest as Digest),
        annotations: isBundle ? undefined : { ...layer.annotations },
        subject: { digest: subject },
        domains,
      });
    }
  }
  return samples;
}

describe('mutations of real evidence', () => {
  it('signed by key: nothing is thrown, and what still verifies is the same', async () => {
    const samples = [
      ...(await recordedSamples('01-legacy-signature')),
      ...(await recordedSamples('02-legacy-attestations')),
      ...(await recordedSamples('04-bundles-referrers-api')),
    ];
    expect(samples).toHaveLength(12);
    const result = fuzzEvidence(samples, { seed: 5, mutations: 18_000 });
    console.log(result);
    expect(result.wrong).toEqual([]);
  }, 60_000);
});
