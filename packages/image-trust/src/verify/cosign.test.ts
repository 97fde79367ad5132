import { cosignRecording } from '../__testUtils__/cosignRecording';
import { collectEvidence } from '../evidence/collectEvidence';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import { createTrustDomain } from '../trust/createTrustDomain';
import { verifyEvidence } from './verifyEvidence';

const keyDomain = (name: string, pem: string) =>
  createTrustDomain({ name, signers: 'keys', keys: [{ name: 'ci', pem }] });

async function verdictsOf(
  scenario: string,
  options: { referrersApi?: boolean; otherKey?: boolean } = {},
) {
  const recording = cosignRecording(scenario, options);
  const { registry, subject } = recording;
  const { signed } = await collectEvidence(subject, {
    sources: [
      new RegistryEvidence({
        client: registry.client(),
        place: registry.place,
      }),
    ],
  });
  const pem = options.otherKey ? recording.otherPublicKey : recording.publicKey;
  return signed.map(evidence =>
    verifyEvidence(evidence, {
      subject: { digest: subject },
      domains: [keyDomain('ours', pem)],
    }),
  );
}

describe('what the real cosign wrote', () => {
  it('verifies its signatures in the tag layout, each by the key that made it', async () => {
    const verdicts = await verdictsOf('01-legacy-signature');
    expect(verdicts).toMatchObject([
      {
        result: 'verified',
        domains: ['ours'],
        signer: { kind: 'key', name: 'ci' },
        content: { form: 'simple-signing', annotations: { env: 'prod' } },
        log: [],
        times: [],
      },
      { result: 'verified', content: { annotations: {} } },
      { result: 'failed', code: 'SIGNATURE_INVALID' },
    ]);
    expect(
      await verdictsOf('01-legacy-signature', { otherKey: true }),
    ).toMatchObject([
      { result: 'failed', code: 'SIGNATURE_INVALID' },
      { result: 'failed', code: 'SIGNATURE_INVALID' },
      { result: 'verified' },
    ]);
  });

  it.each([
    ['02-legacy-attestations', false],
    ['03-bundles-fallback-tag', false],
    ['04-bundles-referrers-api', true],
  ])('verifies its statements in %s', async (scenario, referrersApi) => {
    const verdicts = await verdictsOf(scenario, { referrersApi });
    const predicateTypes = verdicts.map(verdict =>
      verdict.result === 'verified' && verdict.content.form === 'statement'
        ? verdict.content.statement.predicateType
        : verdict.result,
    );
    expect(predicateTypes).toEqual(
      expect.arrayContaining([
        'https://slsa.dev/provenance/v1',
        'https://cosign.sigstore.dev/attestation/vuln/v1',
        'https://cyclonedx.org/bom',
        'https://spdx.dev/Document',
      ]),
    );
    expect(predicateTypes.includes('https://sigstore.dev/cosign/sign/v1')).toBe(
      scenario !== '02-legacy-attestations',
    );
  });

  it('refuses all of it when another key is trusted', async () => {
    const verdicts = await verdictsOf('04-bundles-referrers-api', {
      otherKey: true,
    });
    expect(verdicts).toHaveLength(5);
    for (const verdict of verdicts) {
      expect(verdict).toMatchObject({ result: 'failed', code: 'UNKNOWN_KEY' });
    }
  });

  it('refuses a signature that was copied from another image', async () => {
    expect(await verdictsOf('05-unsigned-and-tampered')).toMatchObject([
      {
        result: 'failed',
        code: 'SUBJECT_MISMATCH',
        found: expect.stringContaining('sha256:5ea28040'),
      },
    ]);
  });
});
