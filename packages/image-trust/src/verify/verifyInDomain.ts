import { RFC3161Timestamp } from '@sigstore/core';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import { Verifier } from '@sigstore/verify';
import type { SignedEvidence } from '../evidence/Evidence';
import type { Digest } from '../oci/digest';
import type { TrustDomain } from '../trust/TrustDomain';
import { blameAuthority } from './blameAuthority';
import { boundContent } from './boundContent';
import { certificateSigner } from './certificateSigner';
import { checkSize } from './checkSize';
import { explainError } from './explainError';
import { Holder, holderOf } from './Holder';
import { verifyIntotoEntry } from './intotoEntry';
import { logFacts } from './logFacts';
import { checkLoggedVerifier, isLogKind, LogKind } from './loggedVerifier';
import { SignedBytes } from './SignedBytes';
import type { Signer, TrustedTime, Verified } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

/** The image that evidence must be about. */
export type Subject = {
  digest: Digest;
  /** The bytes of its manifest: without them, a signature over the manifest itself is `UNSUPPORTED`. */
  manifest?: Buffer;
};

type ReadEntry = { entry: TransparencyLogEntry; kind: LogKind; body: unknown };

/**
 * Verifies one piece of evidence by the rules of one domain.
 *
 * @throws VerificationFailure, and nothing else
 */
export function verifyInDomain(
  evidence: SignedEvidence,
  options: { subject: Subject; domain: TrustDomain },
): Verified {
  const { subject, domain } = options;
  try {
    checkSize(evidence);
    const content = SignedBytes.of(evidence, subject);
    const holder = holderOf(evidence, { domain, content });
    return verify(evidence, { subject, domain, content, holder });
  } catch (error) {
    const failure = explainError(error, domain);
    throw domain.signers === 'certificates'
      ? blameAuthority(failure, { evidence, domain })
      : failure;
  }
}

function verify(
  evidence: SignedEvidence,
  options: {
    subject: Subject;
    domain: TrustDomain;
    content: SignedBytes;
    holder: Holder;
  },
): Verified {
  const { subject, domain, content, holder } = options;
  const { tlogs } = domain.material;
  const entries = entriesOf(evidence, domain);
  const stamps = stampsOf(evidence, domain);

  const [own, others] = [
    entries.filter(({ kind }) => kind === 'intoto/0.0.1'),
    entries.filter(({ kind }) => kind !== 'intoto/0.0.1'),
  ];
  for (const { entry, body } of own) {
    verifyIntotoEntry(entry, {
      body,
      envelope:
        evidence.signed.form === 'dsse' ? evidence.signed.envelope : undefined,
      payload: payloadOf(evidence),
      logs: tlogs,
    });
  }
  const logged = new Set(
    own.map(({ entry }) => entry.canonicalizedBody.toString()),
  );
  verifierOf(domain, { holder, logEntries: logged.size }).verify({
    signature: content,
    key:
      holder.kind === 'key'
        ? { $case: 'public-key', hint: '' }
        : { $case: 'certificate', certificate: holder.certificate },
    tlogEntries: others.map(({ entry }) => entry),
    timestamps: [
      ...entries.flatMap(({ entry }) =>
        entry.integratedTime === '0'
          ? []
          : [{ $case: 'transparency-log' as const, tlogEntry: entry }],
      ),
      ...stamps.map(timestamp => ({
        $case: 'timestamp-authority' as const,
        timestamp,
      })),
    ],
  });

  for (const { kind, body } of entries) {
    checkLoggedVerifier({ kind, body }, holder.der);
  }
  const times = timesOf(entries, stamps);
  const log = entries.map(({ entry, kind }) =>
    logFacts(entry, { kind, logs: tlogs, times }),
  );
  return {
    result: 'verified',
    domains: [domain.name],
    signer: signerOf(holder),
    content: boundContent(evidence, subject.digest),
    log,
    times,
  };
}

/** The log entries that the domain has a judge for; the others prove nothing there. */
function entriesOf(evidence: SignedEvidence, domain: TrustDomain): ReadEntry[] {
  if (domain.material.tlogs.length === 0) return [];
  const { tlogEntries }: { tlogEntries: TransparencyLogEntry[] } =
    evidence.bundle.verificationMaterial;
  return tlogEntries.map(entry => {
    const { kind, version } = entry.kindVersion;
    const name = `${kind}/${version}`;
    const body: unknown = JSON.parse(entry.canonicalizedBody.toString('utf8'));
    if (!isLogKind(name)) {
      throw new VerificationFailure('UNSUPPORTED', {
        expected: 'a log entry of a known kind',
        found: `'${name.slice(0, 100)}'`,
      });
    }
    return { entry, kind: name, body };
  });
}

function stampsOf(
  { bundle }: SignedEvidence,
  domain: TrustDomain,
): RFC3161Timestamp[] {
  if (domain.material.timestampAuthorities.length === 0) return [];
  const { timestampVerificationData } = bundle.verificationMaterial;
  const stamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  return stamps.map(({ signedTimestamp }) =>
    RFC3161Timestamp.parse(Buffer.from(signedTimestamp)),
  );
}

function verifierOf(
  { material, thresholds }: TrustDomain,
  options: { holder: Holder; logEntries: number },
): Verifier {
  const { holder } = options;
  return new Verifier(
    {
      ...material,
      publicKey: () => {
        if (holder.kind !== 'key') throw new Error('a certificate, not a key');
        const { publicKey, validFor } = holder.key;
        return {
          publicKey,
          validFor: time =>
            !validFor ||
            (validFor.start <= time && (!validFor.end || time <= validFor.end)),
        };
      },
    },
    {
      ctlogThreshold: thresholds.sct,
      tlogThreshold: Math.max(0, thresholds.log - options.logEntries),
      timestampThreshold: thresholds.timestamps,
    },
  );
}

/** Every time that the verifier has checked, as a date. */
function timesOf(
  entries: readonly ReadEntry[],
  stamps: readonly RFC3161Timestamp[],
): TrustedTime[] {
  const fromLogs = entries
    .filter(
      ({ entry }) => entry.inclusionPromise && entry.integratedTime !== '0',
    )
    .map(({ entry }) => new Date(Number(entry.integratedTime) * 1000));
  return [
    ...fromLogs.map(time => ({ time, from: 'log' as const })),
    ...stamps.map(({ signingTime }) => ({
      time: signingTime,
      from: 'timestamp-authority' as const,
    })),
  ].sort((a, b) => a.time.getTime() - b.time.getTime());
}

function signerOf(holder: Holder): Signer {
  if (holder.kind === 'certificate') {
    return certificateSigner(holder.certificate, holder.der);
  }
  const { digest, name } = holder.key;
  return { kind: 'key', key: digest, name };
}

function payloadOf({ bundle: { content } }: SignedEvidence): Buffer {
  return content.$case === 'dsseEnvelope'
    ? content.dsseEnvelope.payload
    : Buffer.of();
}
