import { cosignRecording } from '../__testUtils__/cosignRecording';
import { fixturePolicy } from '../__testUtils__/judgedCase';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import { inspectImage } from '../inspect/inspectImage';
import { createTrustDomain } from '../trust/createTrustDomain';
import { verifyEvidence } from '../verify/verifyEvidence';
import { evaluatePolicy } from './evaluatePolicy';

function policyWith(pem: string) {
  return fixturePolicy(`
apiVersion: image-trust.portolan.dev/v1
kind: ImageTrustPolicy
trustDomains:
  - name: ours
    keys: [{ name: ci, pem: ${JSON.stringify(pem)} }]
identities:
  - { name: pipeline, trustDomain: ours, key: ci }
rules:
  - name: the shop
    match: { images: [registry.example.com/acme/shop] }
    signed: { by: [pipeline] }
    built:
      by: [pipeline]
      builders: [https://git.example/shop/builder@v1]
      repositories: ['\${component.repository}']
      refs: [refs/heads/main]
    scanned:
      by: [pipeline]
      scanners: ['pkg:github/aquasecurity/trivy@*']
      maxAge: 24h
      max: { critical: 0, high: 1 }
    sbom: { by: [pipeline] }
`);
}

/** What the real `cosign` left in a registry, judged by a policy: the whole way through. */
async function judge(
  scenario: string,
  options: { referrersApi?: boolean; now?: Date; otherKey?: boolean } = {},
) {
  const { now = new Date('2026-01-01T12:00:00Z'), referrersApi } = options;
  const recording = cosignRecording(scenario, { referrersApi });
  const { registry, subject, publicKey, otherPublicKey } = recording;
  const policy = policyWith(options.otherKey ? otherPublicKey : publicKey);
  const client = registry.client();
  const domains = policy.trustDomains.map(source => {
    if (source.signers !== 'keys') throw new Error('a domain of keys');
    const keys = source.keys.filter(key => 'pem' in key);
    return createTrustDomain({ name: source.name, signers: 'keys', keys });
  });
  const evidence = await inspectImage(
    `registry.example.com/acme/shop@${subject}`,
    {
      registry: client,
      sources: place => [new RegistryEvidence({ client, place })],
      trust: { domains, unreadable: [] },
      verifier: { verify: async (item, asked) => verifyEvidence(item, asked) },
    },
  );
  const { answer, checks } = evaluatePolicy(evidence, {
    policy,
    now,
    component: {
      name: 'component:default/shop',
      repository: 'https://git.example/shop/web.git',
    },
  });
  return {
    answer,
    ...Object.fromEntries(checks.map(({ question, code }) => [question, code])),
  };
}

describe('a policy on what the real cosign wrote', () => {
  it.each([
    ['03-bundles-fallback-tag', false],
    ['04-bundles-referrers-api', true],
  ])('accepts %s', async (scenario, referrersApi) => {
    expect(await judge(scenario, { referrersApi })).toEqual({
      answer: 'pass',
      signed: 'SIGNED',
      built: 'BUILT_FROM_ALLOWED_SOURCE',
      scanned: 'SCAN_WITHIN_THRESHOLDS',
      sbom: 'SBOM_PRESENT',
    });
  });

  it('takes no attestation for a signature, as `cosign verify` does', async () => {
    expect(await judge('02-legacy-attestations')).toEqual({
      answer: 'fail',
      signed: 'NOTHING_FOUND',
      built: 'BUILT_FROM_ALLOWED_SOURCE',
      scanned: 'SCAN_WITHIN_THRESHOLDS',
      sbom: 'SBOM_PRESENT',
    });
  });

  it('refuses signatures of another key, and ones that were copied', async () => {
    expect(
      await judge('04-bundles-referrers-api', {
        referrersApi: true,
        otherKey: true,
      }),
    ).toMatchObject({ answer: 'fail', signed: 'NOT_VERIFIED' });
    expect(await judge('05-unsigned-and-tampered')).toMatchObject({
      answer: 'fail',
      signed: 'NOT_VERIFIED',
    });
  });

  it('refuses a scan when it has grown old', async () => {
    const now = new Date('2026-01-03T00:00:00Z');
    expect(await judge('02-legacy-attestations', { now })).toMatchObject({
      scanned: 'TOO_OLD',
      built: 'BUILT_FROM_ALLOWED_SOURCE',
    });
  });
});
