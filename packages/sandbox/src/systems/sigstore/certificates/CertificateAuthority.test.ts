import { X509Certificate } from '@sigstore/core';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import { personIdentity } from '../identity/personIdentity';
import { workloadClaims, workloadIdentity } from '../identity/workloadIdentity';
import { createSigstoreInstance, SigstoreInstance } from '../SigstoreInstance';
import { createSigningKey, SigningKeyType } from '../testing/SigningKey';
import { fulcioExtensions } from './CertificateIdentity';

const issuer = 'https://sigstore.example';
const at = new Date('2026-06-01T10:00:00.9Z');
const identity = workloadIdentity(
  workloadClaims({
    repository: 'meridian/quote-api',
    sha: 'c0'.repeat(20),
    run_id: '42',
  }),
  { server: 'https://git.example', issuer },
);

describe('CertificateAuthority', () => {
  let instance: SigstoreInstance;
  beforeAll(async () => {
    instance = await createSigstoreInstance();
  });
  afterAll(() => instance.close());

  const issue = (options = {}) =>
    instance.certificates.issue({
      identity,
      publicKey: createSigningKey().publicKey,
      at,
      ...options,
    });

  it('writes every claim of a run where Fulcio does', async () => {
    const certificate = X509Certificate.parse(await issue());
    const text = (number: number) => {
      const found = certificate.extension(`1.3.6.1.4.1.57264.1.${number}`);
      return (
        number <= 6 ? found?.value : found?.valueObj.subs[0].value
      )?.toString();
    };
    const values = Object.fromEntries(
      Object.entries(fulcioExtensions).map(([name, number]) => [
        name,
        text(number),
      ]),
    );
    const workflow =
      'https://git.example/meridian/quote-api/.gitea/workflows/ci.yaml@refs/heads/main';
    expect(values).toEqual({
      oldIssuer: issuer,
      oldWorkflowTrigger: 'push',
      oldWorkflowSha: 'c0'.repeat(20),
      oldWorkflowName: 'ci',
      oldWorkflowRepository: 'meridian/quote-api',
      oldWorkflowRef: 'refs/heads/main',
      issuer,
      buildSignerUri: workflow,
      buildSignerDigest: 'c0'.repeat(20),
      runnerEnvironment: 'self-hosted',
      sourceRepositoryUri: 'https://git.example/meridian/quote-api',
      sourceRepositoryDigest: 'c0'.repeat(20),
      sourceRepositoryRef: 'refs/heads/main',
      sourceRepositoryIdentifier: '1',
      sourceRepositoryOwnerUri: 'https://git.example/meridian',
      sourceRepositoryOwnerIdentifier: '1',
      buildConfigUri: workflow,
      buildConfigDigest: 'c0'.repeat(20),
      buildTrigger: 'push',
      runInvocationUri:
        'https://git.example/meridian/quote-api/actions/runs/42/attempts/1',
      sourceRepositoryVisibility: 'private',
    });
    expect(certificate.subjectAltName).toBe(workflow);
  });

  it('issues for ten minutes, for code signing, with a number of its own', async () => {
    const [one, two] = await Promise.all([issue(), issue()]);
    const certificate = new NodeCertificate(one);
    expect(certificate.validFromDate).toEqual(new Date('2026-06-01T10:00:00Z'));
    expect(certificate.validToDate).toEqual(new Date('2026-06-01T10:10:00Z'));
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.3']);
    expect(certificate.ca).toBe(false);
    expect(certificate.serialNumber).toHaveLength(40);
    expect(certificate.serialNumber).not.toBe(
      new NodeCertificate(two).serialNumber,
    );
  });

  it('has a chain that Node.js verifies, too', async () => {
    const [intermediate, root] = instance.certificates.chain.map(
      der => new NodeCertificate(der),
    );
    const leaf = new NodeCertificate(await issue());
    expect(leaf.verify(intermediate.publicKey)).toBe(true);
    expect(leaf.checkIssued(intermediate)).toBe(true);
    expect(intermediate.verify(root.publicKey)).toBe(true);
    expect(intermediate.checkIssued(root)).toBe(true);
    expect(root.verify(root.publicKey)).toBe(true);
    expect([intermediate.ca, root.ca]).toEqual([true, true]);
  });

  it('names people by their e-mail address', async () => {
    const der = await issue({
      identity: personIdentity('kim@meridian.example', issuer),
    });
    expect(new NodeCertificate(der).subjectAltName).toBe(
      'email:kim@meridian.example',
    );
  });

  it.each<SigningKeyType>(['ecdsa-p384', 'ecdsa-p521', 'rsa-2048', 'ed25519'])(
    'certifies keys of type %s',
    async type => {
      const { publicKey } = createSigningKey(type);
      const certificate = new NodeCertificate(await issue({ publicKey }));
      expect(certificate.publicKey.equals(publicKey)).toBe(true);
    },
  );
});
