import {
  keyDomain,
  keySignedBundle,
  keyTypes,
  statementAbout,
} from '../__testUtils__/keySigned';
import { MemoryRegistry } from '../__testUtils__/MemoryRegistry';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import type { Digest } from '../oci/digest';
import { mediaTypes } from '../oci/manifest';
import type { TrustDomains } from '../trust/TrustDomainStore';
import { CachingVerifier } from '../verdictCache/CachingVerifier';
import { MemoryVerdictCache } from '../verdictCache/MemoryVerdictCache';
import { verifyEvidence } from '../verify/verifyEvidence';
import type { EvidenceVerifier } from '../worker/EvidenceVerifier';
import { inspectImage, InspectionOptions } from './inspectImage';

const key = keyTypes['ECDSA P-256']();
const trust: TrustDomains = {
  domains: [keyDomain('ours', key)],
  unreadable: [],
};
const atOnce: EvidenceVerifier = {
  verify: async (evidence, options) => verifyEvidence(evidence, options),
};

function optionsFor(
  registry: MemoryRegistry,
  changes: Partial<InspectionOptions> = {},
): InspectionOptions {
  const client = registry.client();
  const verifier = new CachingVerifier({
    cache: new MemoryVerdictCache({ maxBytes: 1_000_000 }),
    verifier: atOnce,
  });
  return {
    registry: client,
    sources: place => [new RegistryEvidence({ client, place })],
    trust,
    verifier,
    spent: () => ({ ...client.cost, verifications: verifier.verifications }),
    ...changes,
  };
}

function sign(registry: MemoryRegistry, subject: Digest, changes = {}): Digest {
  const statement = statementAbout(subject, changes);
  return registry.attachBundle(subject, keySignedBundle(statement, { key }));
}

/** An index with an image for each architecture, tagged `1.0`. */
function putIndex(registry: MemoryRegistry, tag = '1.0') {
  const [amd64, arm64] = ['amd64', 'arm64'].map(architecture => ({
    digest: registry.putImage(architecture),
    architecture,
  }));
  const index = registry.putManifest(
    Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests: [amd64, arm64].map(({ digest, architecture }) => ({
          mediaType: mediaTypes.ociManifest,
          digest,
          size: 1,
          platform: { os: 'linux', architecture },
        })),
      }),
    ),
    tag,
  );
  return { index, amd64: amd64.digest, arm64: arm64.digest };
}

const name = 'registry.example.com/acme/shop';

describe('inspectImage', () => {
  it('follows a tag to its digest, and says what each piece proves', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.putImage('shop', '1.0');
    sign(registry, digest);
    sign(registry, digest, {
      predicateType: 'https://cyclonedx.org/bom',
      predicate: { bomFormat: 'CycloneDX', specVersion: '1.6', components: [] },
    });
    const evidence = await inspectImage(`${name}:1.0`, optionsFor(registry));
    expect(evidence).toMatchObject({
      reference: `${name}:1.0`,
      digest,
      subjects: [{ digest, role: 'image' }],
      complete: true,
      unreadable: [],
      cost: { verifications: 2, requests: registry.asked.length },
    });
    expect(evidence.items.map(({ predicate }) => predicate?.kind)).toEqual([
      'signature',
      'sbom',
    ]);
    expect(evidence.items).toMatchObject([
      { about: digest, verdict: { result: 'verified', domains: ['ours'] } },
      { about: digest, found: { storage: 'bundle-referrer' } },
    ]);
  });

  it('verifies nothing twice', async () => {
    const registry = new MemoryRegistry();
    sign(registry, registry.putImage('shop', '1.0'));
    const options = optionsFor(registry);
    const first = await inspectImage(`${name}:1.0`, options);
    const second = await inspectImage(`${name}:1.0`, options);
    expect(second.cost.verifications).toBe(0);
    expect(second.items).toEqual(first.items);
  });

  it.each([
    ['the tag beside it', (child: Digest) => `${name}:1.0@${child}`, undefined],
    [
      'the reference it was pulled by',
      (child: Digest) => `${name}@${child}`,
      `${name}:1.0`,
    ],
  ])(
    'takes the index that lists a digest for its own, by %s',
    async (_, reference, within) => {
      const registry = new MemoryRegistry();
      const { index, amd64 } = putIndex(registry);
      sign(registry, index);
      const evidence = await inspectImage(
        reference(amd64),
        optionsFor(registry, { within }),
      );
      expect(evidence).toMatchObject({
        digest: amd64,
        subjects: [
          { digest: amd64, role: 'image' },
          { digest: index, role: 'index' },
        ],
        items: [{ about: index, verdict: { result: 'verified' } }],
        complete: true,
      });
    },
  );

  it('does not take an index that does not list the digest', async () => {
    const registry = new MemoryRegistry();
    const { index } = putIndex(registry);
    sign(registry, index);
    const stranger = registry.putImage('a stranger');
    const evidence = await inspectImage(
      `${name}:1.0@${stranger}`,
      optionsFor(registry),
    );
    expect(evidence).toMatchObject({
      digest: stranger,
      subjects: [{ digest: stranger, role: 'image' }],
      items: [],
    });
  });

  it('misses nothing where the tag beside a digest is gone', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.putImage('shop');
    expect(
      await inspectImage(`${name}:9.9@${digest}`, optionsFor(registry)),
    ).toMatchObject({
      digest,
      subjects: [{ digest, role: 'image' }],
      complete: true,
    });
  });

  it('judges the image of a platform, by its own evidence and the index', async () => {
    const registry = new MemoryRegistry();
    const { index, arm64 } = putIndex(registry);
    sign(registry, index);
    sign(registry, arm64);
    const evidence = await inspectImage(
      `${name}:1.0`,
      optionsFor(registry, { platform: 'linux/arm64' }),
    );
    expect(evidence.digest).toBe(arm64);
    expect(evidence.items.map(({ about }) => about)).toEqual([arm64, index]);
    await expect(
      inspectImage(
        `${name}:1.0`,
        optionsFor(registry, { platform: 'linux/s390x' }),
      ),
    ).rejects.toMatchObject({
      code: 'PLATFORM_NOT_FOUND',
      message: expect.stringContaining('it has linux/amd64, linux/arm64'),
    });
  });

  it('judges the index itself where no platform is asked for', async () => {
    const registry = new MemoryRegistry();
    const { index } = putIndex(registry);
    sign(registry, index);
    expect(
      await inspectImage(`${name}:1.0`, optionsFor(registry)),
    ).toMatchObject({
      digest: index,
      subjects: [{ digest: index, role: 'index' }],
      items: [{ about: index, verdict: { result: 'verified' } }],
    });
  });

  it('is not complete where an index, a place or a domain could not be read', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.putImage('shop', '1.0');
    const denied = () => new Response('', { status: 403 });
    registry.faults.set('manifests/2.0', denied);
    expect(
      await inspectImage(`${name}:2.0@${digest}`, optionsFor(registry)),
    ).toMatchObject({
      complete: false,
      unreadable: [{ at: `index ${name}:2.0`, code: 'DENIED' }],
    });
    registry.faults.clear();
    registry.faults.set(`manifests/${digest.replace(':', '-')}.sig`, denied);
    expect(
      await inspectImage(`${name}@${digest}`, optionsFor(registry)),
    ).toMatchObject({ complete: false, unreadable: [{ code: 'DENIED' }] });
    registry.faults.clear();
    const unreadable = [
      { name: 'other', code: 'ROOT_UNREADABLE', found: 'no route' } as const,
    ];
    expect(
      await inspectImage(
        `${name}@${digest}`,
        optionsFor(registry, { trust: { ...trust, unreadable } }),
      ),
    ).toMatchObject({ complete: false, unreadableDomains: unreadable });
  });

  it('takes evidence without a verdict for unread', async () => {
    const registry = new MemoryRegistry();
    sign(registry, registry.putImage('shop', '1.0'));
    const verifier: EvidenceVerifier = {
      verify: () => Promise.reject(new Error('the thread ended')),
    };
    expect(
      await inspectImage(`${name}:1.0`, optionsFor(registry, { verifier })),
    ).toMatchObject({
      complete: false,
      items: [],
      unreadable: [{ found: 'no verdict: the thread ended' }],
    });
  });

  it('throws where the reference leads nowhere', async () => {
    const registry = new MemoryRegistry();
    await expect(
      inspectImage(`${name}:9.9`, optionsFor(registry)),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('finds provenance that contradicts nothing but names another source', async () => {
    const registry = new MemoryRegistry();
    const digest = registry.putImage('shop', '1.0');
    sign(registry, digest, {
      predicateType: 'https://slsa.dev/provenance/v1',
      predicate: {
        buildDefinition: {
          buildType: 'https://actions.github.io/buildtypes/workflow/v1',
          externalParameters: {
            workflow: {
              repository: 'https://github.com/acme/shop',
              ref: 'refs/heads/main',
              path: '.github/workflows/ci.yaml',
            },
          },
        },
        runDetails: { builder: { id: 'https://github.com/acme/builder' } },
      },
    });
    const { items } = await inspectImage(`${name}:1.0`, optionsFor(registry));
    expect(items).toMatchObject([
      {
        predicate: {
          kind: 'provenance',
          source: { repository: 'https://github.com/acme/shop' },
        },
        contradictions: [],
      },
    ]);
  });
});
