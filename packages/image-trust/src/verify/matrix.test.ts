import {
  BundleVersion,
  createSigningKey,
  createSigstoreInstance,
  inTotoStatement,
  publicKeyPem,
  sign,
  SignedParts,
  SigningKey,
  SigstoreInstance,
  toBundle,
  workloadClaims,
  workloadIdentity,
} from '@portolan/sandbox/sigstore';
import { attachParts } from '../__testUtils__/attachParts';
import { simpleSigningOf } from '../__testUtils__/keySigned';
import {
  Cell,
  cells,
  contents,
  impossible,
  isRekorV2,
  logChoiceOf,
  logs,
  nameOf,
  places,
  signers,
  storageOf,
} from '../__testUtils__/matrix';
import { MemoryRegistry } from '../__testUtils__/MemoryRegistry';
import { collectEvidence } from '../evidence/collectEvidence';
import type { EvidenceSource } from '../evidence/EvidenceSource';
import { GitHubAttestations } from '../evidence/GitHubAttestations';
import { RegistryEvidence } from '../evidence/RegistryEvidence';
import type { Digest } from '../oci/digest';
import { createTrustDomain } from '../trust/createTrustDomain';
import type { TrustDomain } from '../trust/TrustDomain';
import { verifyEvidence } from './verifyEvidence';

const issuer = 'https://token.example.com';
const identity = workloadIdentity(
  workloadClaims({ repository: 'acme/shop', sha: 'c0'.repeat(20) }),
  { server: 'https://git.example.com', issuer },
);
const signatureType = 'https://sigstore.dev/cosign/sign/v1';
const provenanceType = 'https://slsa.dev/provenance/v1';

let instance: SigstoreInstance;
const keys = new Map<Cell['signer'], SigningKey>();

beforeAll(async () => {
  const now = new Date('2026-06-01T10:00:00Z');
  instance = await createSigstoreInstance({ now: () => now });
  for (const signer of signers) {
    keys.set(
      signer,
      createSigningKey(signer === 'keyless' ? undefined : signer),
    );
  }
});
afterAll(() => instance.close());

function keyOf(cell: Cell): SigningKey {
  const key = keys.get(cell.signer);
  if (!key) throw new Error(`no key for ${cell.signer}`);
  return key;
}

function signImage(
  cell: Cell,
  image: { digest: Digest; manifest: Buffer },
): Promise<SignedParts> {
  const { signer, log, content } = cell;
  const { digest } = image;
  const key = keyOf(cell);
  const predicateType =
    content === 'predicate' ? provenanceType : signatureType;
  const statement = inTotoStatement({ digest, predicateType });
  // Something has to tell the time of a certificate and of an entry without promise.
  const needsTimestamp =
    isRekorV2(cell) || (signer === 'keyless' && log === 'none');
  const stamped = cell.place.startsWith('attestation')
    ? 'envelope'
    : 'signature';
  const signedContent = {
    'simple signing': { payload: simpleSigningOf(digest) },
    manifest: { payload: image.manifest },
    predicate: { statement },
    'signature statement': { statement },
  };
  return sign(instance, {
    signer: signer === 'keyless' ? { identity, key } : { key },
    content: signedContent[content],
    log: logChoiceOf(cell),
    timestamp: needsTimestamp ? stamped : undefined,
  });
}

function domainOf(cell: Cell): TrustDomain {
  const logged = cell.log !== 'none';
  const { trustedRoot } = instance;
  if (cell.signer === 'keyless') {
    return createTrustDomain({
      name: 'ours',
      signers: 'certificates',
      trustedRoot,
      thresholds: { log: logged ? 1 : 0 },
    });
  }
  return createTrustDomain({
    name: 'ours',
    signers: 'keys',
    keys: [{ name: 'ci', pem: publicKeyPem(keyOf(cell).publicKey) }],
    trustedRoot: logged ? trustedRoot : undefined,
  });
}

/** Puts it where the cell says, and looks for it there. */
function sourceOf(
  parts: SignedParts,
  options: { cell: Cell; registry: MemoryRegistry; digest: Digest },
): EvidenceSource {
  const { cell, registry, digest } = options;
  const storage = storageOf(cell);
  if (storage === 'github-attestations') {
    const body = { attestations: [{ bundle: toBundle(parts) }] };
    return new GitHubAttestations({
      owner: 'acme',
      repository: 'shop',
      fetch: async () => new Response(JSON.stringify(body)),
    });
  }
  const version = versionOf(cell);
  attachParts(registry, parts, { subject: digest, storage, version });
  const { place } = registry;
  return new RegistryEvidence({ client: registry.client(), place });
}

function versionOf({ place }: Cell): BundleVersion {
  if (place.endsWith('v0.1')) return '0.1';
  return place.endsWith('v0.2') ? '0.2' : '0.3';
}

/** Who tells the time of a signature. */
function clockOf(cell: Cell): ('log' | 'timestamp-authority')[] {
  if (isRekorV2(cell)) return ['timestamp-authority'];
  if (cell.log !== 'none') return ['log'];
  return cell.signer === 'keyless' ? ['timestamp-authority'] : [];
}

describe('storage × log × signer × content', () => {
  const possible = cells.filter(cell => !impossible(cell));

  it('leaves out what can not exist, and covers every member of every axis', () => {
    expect(possible.length).toBeGreaterThan(200);
    const covered = (axis: keyof Cell) =>
      [...new Set(possible.map(cell => cell[axis]))].sort();
    expect(covered('place')).toEqual([...places].sort());
    expect(covered('log')).toEqual([...logs].sort());
    expect(covered('signer')).toEqual([...signers].sort());
    expect(covered('content')).toEqual([...contents].sort());
  });

  it.each(possible.map(cell => [nameOf(cell), cell] as const))(
    'verifies %s',
    async (_, cell) => {
      const registry = new MemoryRegistry();
      const digest = registry.putImage('an image');
      const { bytes: manifest } = await registry
        .client()
        .getManifest(registry.place, digest);
      const parts = await signImage(cell, { digest, manifest });
      const source = sourceOf(parts, { cell, registry, digest });
      const { signed, unreadable } = await collectEvidence(digest, {
        sources: [source],
      });
      expect(unreadable).toEqual([]);
      expect(signed).toHaveLength(1);
      expect(signed[0].storage).toBe(storageOf(cell));
      const subject = { digest, manifest };
      const domain = domainOf(cell);
      const verdict = verifyEvidence(signed[0], { subject, domains: [domain] });
      expect(verdict).toMatchObject({
        result: 'verified',
        domains: ['ours'],
        signer:
          cell.signer === 'keyless'
            ? { identity: identity.subject.value, issuer }
            : { kind: 'key', name: 'ci' },
        content: {
          'simple signing': { form: 'simple-signing' },
          manifest: { form: 'manifest' },
          predicate: { statement: { predicateType: provenanceType } },
          'signature statement': {
            statement: { predicateType: signatureType },
          },
        }[cell.content],
        log: cell.log === 'none' ? [] : [{ kind: cell.log }],
        times: clockOf(cell).map(from => ({ from })),
      });

      // The same about another image is nothing.
      const other: Digest = `sha256:${'0'.repeat(64)}`;
      expect(
        verifyEvidence(signed[0], {
          subject: { digest: other, manifest },
          domains: [domain],
        }),
      ).toMatchObject({
        code: cell.content === 'manifest' ? 'UNSUPPORTED' : 'SUBJECT_MISMATCH',
      });
    },
  );

  it.each(['ecdsa-p384', 'ecdsa-p521'] as const)(
    'verifies what Cosign 1 and 2 signed with %s and SHA-256',
    async type => {
      const registry = new MemoryRegistry();
      const digest = registry.putImage('an image');
      const key = createSigningKey(type, { hash: 'sha256' });
      const parts = await sign(instance, {
        signer: { key },
        content: { payload: simpleSigningOf(digest) },
        log: 'rekor-v1-hashedrekord',
      });
      attachParts(registry, parts, {
        subject: digest,
        storage: 'signature-tag',
      });
      const { place } = registry;
      const { signed } = await collectEvidence(digest, {
        sources: [new RegistryEvidence({ client: registry.client(), place })],
      });
      const domain = createTrustDomain({
        name: 'ours',
        signers: 'keys',
        keys: [{ name: 'ci', pem: publicKeyPem(key.publicKey) }],
        trustedRoot: instance.trustedRoot,
      });
      expect(
        verifyEvidence(signed[0], { subject: { digest }, domains: [domain] }),
      ).toMatchObject({ result: 'verified' });
    },
  );
});
