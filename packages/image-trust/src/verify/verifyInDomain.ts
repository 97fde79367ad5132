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
import { checkLoggedVerifier } from './loggedVerifier';
import { SignedBytes } from './SignedBytes';
import type { Signer, Verified } from './Verdict';
import { checkIndependence, entriesOf, stampsOf, timesOf } from './witnesses';

/** The image that evidence must be about. */
export type Subject = {
  digest: Digest;
  /** The bytes of its manifest: without them, a signature over the manifest itself is `UNSUPPORTED`. */
  manifest?: Buffer;
};

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
  checkIndependence(domain, { entries, stamps });
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
