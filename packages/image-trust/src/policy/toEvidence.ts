import { json } from '@sigstore/core';
import type { EvidenceItem, ImageEvidence } from '../inspect/ImageEvidence';
import { digestOf } from '../oci/digest';
import { findContradictions } from '../statement/findContradictions';
import { normalizeRepository } from '../statement/normalizeRepository';
import { Finding, Predicate, severities } from '../statement/Predicate';
import type { Signer, Verdict } from '../verify/Verdict';
import type { PolicyCase, PolicyCasePiece } from './PolicyCases';

type SignedPiece = Exclude<PolicyCasePiece, { kind: 'unverified' }>;
type ScanPiece = Extract<PolicyCasePiece, { kind: 'scan' }>;

/** The evidence that a case describes, as an inspection would have found it. */
export function toEvidence(described: PolicyCase): ImageEvidence {
  const { image, at, evidence, unread } = described;
  const digest = digestOf(Buffer.from(image));
  return {
    reference: image,
    digest,
    subjects: [{ digest, role: 'image' }],
    items: evidence.map((piece, index) => toItem(piece, { digest, index })),
    claims: [],
    other: [],
    unreadable: unread.places.map(place => ({
      at: place,
      code: 'UNREACHABLE',
      found: 'the case says so',
    })),
    unreadableDomains: unread.trustDomains.map(name => ({
      name,
      code: 'ROOT_UNREADABLE',
      found: 'the case says so',
    })),
    complete: unread.places.length + unread.trustDomains.length === 0,
    asOf: at,
    cost: { requests: 0, bytes: 0, verifications: 0, milliseconds: 0 },
  };
}

function toItem(
  piece: PolicyCasePiece,
  options: { digest: EvidenceItem['about']; index: number },
): EvidenceItem {
  const { digest: about, index } = options;
  const digest = digestOf(
    Buffer.from(json.canonicalize({ index, kind: piece.kind, about })),
  );
  const found = { storage: 'bundle-referrer' as const, blob: digest };
  if (piece.kind === 'unverified') {
    const failure = {
      code: piece.code,
      expected: 'evidence that verifies',
      found: 'the case says that it does not',
    };
    return {
      digest,
      found,
      about,
      verdict: { result: 'failed', ...failure, tried: [] },
      contradictions: [],
    };
  }
  const verdict = toVerdict(piece, about);
  const predicate = toPredicate(piece);
  return {
    digest,
    found,
    about,
    verdict,
    predicate,
    contradictions:
      verdict.result === 'verified' && predicate.kind === 'provenance'
        ? findContradictions(predicate, verdict.signer)
        : [],
  };
}

function toVerdict(
  { signer, signedAt }: SignedPiece,
  about: EvidenceItem['about'],
): Verdict {
  return {
    result: 'verified',
    domains: [signer.trustDomain],
    signer: toSigner(signer),
    content: {
      form: 'statement',
      statement: {
        subjects: [about.slice('sha256:'.length)],
        predicateType: 'described by a case',
        predicate: undefined,
      },
    },
    log: [],
    times: signedAt ? [{ time: signedAt, from: 'timestamp-authority' }] : [],
  };
}

function toSigner(signer: SignedPiece['signer']): Signer {
  const key = digestOf(Buffer.from(json.canonicalize(signer)));
  if ('key' in signer) return { kind: 'key', name: signer.key, key };
  const { subject, issuer, repository, ref, commit, workflow } = signer;
  let identityType: 'uri' | 'email' | 'username' = 'username';
  if (subject.includes('://')) identityType = 'uri';
  else if (subject.includes('@')) identityType = 'email';
  return {
    kind: 'certificate',
    identity: subject,
    identityType,
    issuer,
    build: {
      sourceRepository: repository,
      sourceRef: ref,
      sourceCommit: commit,
      buildConfigUri:
        repository && workflow && `${repository}/${workflow}@${ref ?? ''}`,
    },
    certificate: key,
    notBefore: new Date(0),
    notAfter: new Date(0),
  };
}

function toPredicate(piece: SignedPiece): Predicate {
  switch (piece.kind) {
    case 'signature':
      return { kind: 'signature' };
    case 'sbom':
      return {
        kind: 'sbom',
        format: piece.format,
        version: undefined,
        createdAt: undefined,
        tools: [],
        components: 1,
      };
    case 'scan':
      return {
        kind: 'vulnerabilities',
        scanner: { uri: piece.scanner, version: undefined },
        databaseUpdatedAt: undefined,
        scannedAt: piece.scannedAt,
        readable: true,
        fixesKnown: true,
        findings: toFindings(piece),
      };
    case 'provenance':
      return toProvenance(piece);
    default: {
      const never: never = piece;
      return never;
    }
  }
}

function toProvenance(
  piece: Extract<PolicyCasePiece, { kind: 'provenance' }>,
): Predicate {
  const { builder, repository, commit, ref } = piece;
  const address = repository ? normalizeRepository(repository) : undefined;
  return {
    kind: 'provenance',
    version: 'v1',
    builder,
    buildType: undefined,
    source: address && {
      repository: address.repository,
      uri: repository ?? '',
      commit: commit ?? address.commit,
      ref: ref ?? address.ref,
      entryPoint: undefined,
    },
    invocation: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  };
}

function toFindings({ findings, unfixed }: ScanPiece): Finding[] {
  const some = (counts: ScanPiece['findings'], fixedVersion?: string) =>
    severities.flatMap(severity =>
      Array.from(
        { length: severity === 'negligible' ? 0 : counts[severity] ?? 0 },
        (_, index): Finding => ({
          id: `${severity}-${index + 1}`,
          severity,
          package: 'a package',
          installedVersion: '1.0.0',
          fixedVersion,
        }),
      ),
    );
  return [...some(findings, '1.0.1'), ...some(unfixed)];
}
