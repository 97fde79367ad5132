import type { SignedEvidence } from '../evidence/Evidence';
import { VerificationFailure } from './VerificationFailure';

// Some of these numbers are parsed as big integers before any signature is
// checked, in time that grows with the square of their digits; counts multiply
// public-key operations. Nothing real comes near.
const limits = {
  entries: 16,
  timestamps: 16,
  digits: 20,
  hashes: 64,
  checkpointBytes: 16_384,
  bodyBytes: 1024 * 1024,
  certificateBytes: 65_536,
  timestampBytes: 65_536,
  signatureBytes: 16_384,
};

/**
 * Refuses evidence that is larger than anything real, before anything reads it.
 *
 * @throws VerificationFailure `MALFORMED`
 */
export function checkSize({ bundle }: SignedEvidence): void {
  const { verificationMaterial: material, content } = bundle;
  const { tlogEntries, timestampVerificationData } = material;
  const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
  atMost('log entries', tlogEntries.length, limits.entries);
  atMost('timestamps', timestamps.length, limits.timestamps);
  for (const { signedTimestamp } of timestamps) {
    atMost(
      'bytes of a timestamp',
      signedTimestamp.length,
      limits.timestampBytes,
    );
  }
  for (const entry of tlogEntries) {
    const { inclusionProof: proof } = entry;
    wholeNumber('the log index', entry.logIndex);
    wholeNumber('the log time', entry.integratedTime);
    atMost(
      'bytes of a log entry',
      entry.canonicalizedBody.length,
      limits.bodyBytes,
    );
    if (!proof) continue;
    wholeNumber("the proof's index", proof.logIndex);
    atMost('hashes of a proof', proof.hashes.length, limits.hashes);
    const checkpoint = proof.checkpoint?.envelope ?? '';
    atMost('bytes of a checkpoint', checkpoint.length, limits.checkpointBytes);
    wholeNumber("the checkpoint's size", checkpoint.split('\n', 2)[1] ?? '0');
  }
  for (const certificate of certificatesOf(material.content)) {
    atMost(
      'bytes of a certificate',
      certificate.length,
      limits.certificateBytes,
    );
  }
  const signature =
    content.$case === 'dsseEnvelope'
      ? content.dsseEnvelope.signatures[0]?.sig
      : content.messageSignature.signature;
  atMost('bytes of a signature', signature?.length ?? 0, limits.signatureBytes);
}

type Material = SignedEvidence['bundle']['verificationMaterial']['content'];

function certificatesOf(content: Material): Buffer[] {
  if (content?.$case === 'certificate') return [content.certificate.rawBytes];
  if (content?.$case !== 'x509CertificateChain') return [];
  return content.x509CertificateChain.certificates
    .slice(0, 1)
    .map(({ rawBytes }) => rawBytes);
}

function atMost(what: string, found: number, limit: number): void {
  if (found <= limit) return;
  throw new VerificationFailure('MALFORMED', {
    expected: `at most ${limit} ${what}`,
    found: `${found}`,
  });
}

function wholeNumber(what: string, found: string): void {
  if (found.length <= limits.digits && /^[0-9]+$/.test(found)) return;
  throw new VerificationFailure('MALFORMED', {
    expected: `${what} as a whole number`,
    found: `'${found.slice(0, 40)}'`,
  });
}
