import { cosignRecording } from '../__testUtils__/cosignRecording';
import { collectEvidence } from '../evidence/collectEvidence';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import { createTrustDomain } from '../trust/createTrustDomain';
import type { TrustDomain } from '../trust/TrustDomain';
import { publicGoodSeed } from '../trust/publicGoodRoot';
import { verifyEvidence } from './verifyEvidence';

const recording = cosignRecording('06-keyless');
const run =
  'http://localhost:7010/shop/web/.gitea/workflows/ci.yaml@refs/heads/main';
const kim = 'kim@meridian.example';

const certificates = (trustedRoot: unknown) =>
  createTrustDomain({ name: 'ci', signers: 'certificates', trustedRoot });
const keys = createTrustDomain({
  name: 'release-key',
  signers: 'keys',
  keys: [{ name: 'release', pem: recording.publicKey }],
  trustedRoot: recording.trustedRoot,
});

/** One line for each piece of evidence: where it was, who signed, which log and times say so. */
async function verdictsIn(domains: TrustDomain[]): Promise<string[]> {
  const { registry, subject } = recording;
  const source = new RegistryEvidence({
    client: registry.client(),
    place: registry.place,
  });
  const { signed } = await collectEvidence(subject, { sources: [source] });
  return signed.map(evidence => {
    const verdict = verifyEvidence(evidence, {
      subject: { digest: subject },
      domains,
    });
    if (verdict.result === 'failed') {
      return `${evidence.storage}: ${verdict.code}`;
    }
    const { signer, log, times } = verdict;
    const name = signer.kind === 'certificate' ? signer.identity : signer.name;
    const proofs = [
      ...log.map(({ kind }) => kind),
      ...times.map(({ from }) => from),
    ];
    return `${evidence.storage}: ${name}, ${proofs.join(', ')}`;
  });
}

describe('what the real cosign signed with certificates', () => {
  it('verifies in both layouts and through both versions of Rekor', async () => {
    expect(
      await verdictsIn([certificates(recording.trustedRoot), keys]),
    ).toEqual([
      `bundle-referrer: ${run}, hashedrekord/0.0.2, timestamp-authority`,
      `bundle-referrer: ${run}, hashedrekord/0.0.2, timestamp-authority`,
      `bundle-referrer: ${kim}, hashedrekord/0.0.2, timestamp-authority`,
      `bundle-referrer: release, hashedrekord/0.0.2, timestamp-authority`,
      `signature-tag: ${run}, hashedrekord/0.0.1, log`,
      `signature-tag: ${kim}, hashedrekord/0.0.1, log, timestamp-authority`,
      `signature-tag: release, hashedrekord/0.0.1, log`,
      `attestation-tag: ${run}, dsse/0.0.1, log`,
      // Cosign 3 has the signature stamped, where earlier ones had the envelope.
      `attestation-tag: ${run}, dsse/0.0.1, log, timestamp-authority`,
    ]);
  });

  it('proves nothing in a domain of other authorities', async () => {
    const verdicts = await verdictsIn([certificates(publicGoodSeed())]);
    expect(verdicts).toHaveLength(9);
    for (const verdict of verdicts) {
      expect(verdict).toMatch(/: (UNKNOWN_CA|UNKNOWN_KEY)$/);
    }
  });
});
