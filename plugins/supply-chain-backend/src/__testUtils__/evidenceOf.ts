import {
  Digest,
  digestOf,
  EvidenceItem,
  ImageEvidence,
  Policy,
  parsePolicy,
  Predicate,
} from '@portolan/image-trust';

const identity =
  'https://github.com/acme/shop/.github/workflows/ci.yaml@refs/heads/main';
export const commitSha = 'a'.repeat(40);

const signature: Predicate = { kind: 'signature' };

export const provenance: Predicate = {
  kind: 'provenance',
  version: 'v1',
  builder: identity,
  buildType: 'https://actions.github.io/buildtypes/workflow/v1',
  source: {
    repository: 'https://github.com/acme/shop',
    uri: 'git+https://github.com/acme/shop@refs/heads/main',
    commit: commitSha,
    ref: 'refs/heads/main',
    entryPoint: '.github/workflows/ci.yaml',
  },
  invocation: 'https://github.com/acme/shop/actions/runs/1/attempts/1',
  startedAt: undefined,
  finishedAt: undefined,
};

/** A scan that ended at a time. */
export function scanOf(
  at: string,
  findings: { id: string; severity: 'critical' | 'high' }[] = [],
): Predicate {
  return {
    kind: 'vulnerabilities',
    scanner: { uri: 'pkg:github/aquasecurity/trivy', version: '0.72.0' },
    databaseUpdatedAt: undefined,
    scannedAt: new Date(at),
    readable: true,
    fixesKnown: true,
    findings: findings.map(one => ({
      ...one,
      package: 'openssl',
      installedVersion: '3.0.1',
      fixedVersion: '3.0.2',
    })),
  };
}

/** Evidence that verified, with what each piece says. */
export function evidenceOf(
  reference: string,
  options: {
    says?: readonly Predicate[];
    at?: string;
    unreadable?: ImageEvidence['unreadable'];
  } = {},
): ImageEvidence {
  const { says = [signature, provenance], unreadable = [] } = options;
  const asOf = new Date(options.at ?? '2026-11-02T00:00:00Z');
  const digest = reference.split('@')[1] as Digest;
  return {
    reference,
    digest,
    subjects: [{ digest, role: 'image' }],
    items: says.map((predicate): EvidenceItem => {
      const piece = digestOf(Buffer.from(JSON.stringify(predicate)));
      return {
        digest: piece,
        found: { storage: 'bundle-referrer', blob: piece },
        about: digest,
        verdict: {
          result: 'verified',
          domains: ['public'],
          signer: {
            kind: 'certificate',
            identity,
            identityType: 'uri',
            issuer: 'https://token.actions.githubusercontent.com',
            build: { sourceRepository: 'https://github.com/acme/shop' },
            certificate: piece,
            notBefore: asOf,
            notAfter: asOf,
          },
          content: {
            form: 'statement',
            statement: {
              subjects: [digest.slice(7)],
              predicateType: 'https://example.com/any',
              predicate: undefined,
            },
          },
          log: [
            {
              log: 'https://rekor.sigstore.dev',
              logId: 'c0d2',
              index: '42',
              kind: 'dsse/0.0.1',
              by: ['proof'],
            },
          ],
          times: [{ time: asOf, from: 'log' }],
        },
        predicate,
        contradictions: [],
      };
    }),
    claims: [],
    other: [],
    unreadable,
    unreadableDomains: [],
    complete: unreadable.length === 0,
    asOf,
    cost: { requests: 5, bytes: 1000, verifications: 2, milliseconds: 3 },
  };
}

/** A policy of one rule; the text between is the rule's. */
export function policyOf(
  rule = `
    signed: { by: [ci] }
    built: { by: [ci], repositories: ['\${component.repository}'] }
    scanned: { by: [ci], maxAge: 7d, max: { critical: 0 } }`,
): Policy {
  const text = `apiVersion: image-trust.portolan.dev/v1
kind: ImageTrustPolicy
trustDomains:
  - { name: public, root: public-good }
identities:
  - name: ci
    trustDomain: public
    issuer: https://token.actions.githubusercontent.com
    subject: https://github.com/acme/*/.github/workflows/*@refs/heads/main
rules:
  - name: ours
    match: { images: [registry.example.com/acme/**] }${rule}
`;
  const parsed = parsePolicy(text, { path: 'image-trust.yaml' });
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}
