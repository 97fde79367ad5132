import { RFC3161Timestamp } from '@sigstore/core';
import type { TransparencyLogEntry } from '@sigstore/bundle';
import type { SignedEvidence } from '../evidence/Evidence';
import type { TrustDomain } from '../trust/TrustDomain';
import { isLogKind, LogKind } from './loggedVerifier';
import type { TrustedTime } from './Verdict';
import { VerificationFailure } from './VerificationFailure';

/** An entry of a log, with its body read. */
export type ReadEntry = {
  entry: TransparencyLogEntry;
  kind: LogKind;
  body: unknown;
};

/** The log entries that the domain has a judge for; the others prove nothing there. */
export function entriesOf(
  evidence: SignedEvidence,
  domain: TrustDomain,
): ReadEntry[] {
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

/** The timestamps that the domain has a judge for. */
export function stampsOf(
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

/**
 * A threshold asks for independent witnesses; the verifier counts what each of
 * them said, and one log can hold many entries of one signature.
 *
 * @throws VerificationFailure `TLOG_MISSING` or `NO_TRUSTED_TIME`
 */
export function checkIndependence(
  { thresholds }: TrustDomain,
  found: {
    entries: readonly ReadEntry[];
    stamps: readonly RFC3161Timestamp[];
  },
): void {
  const logOf = ({ entry }: ReadEntry) => entry.logId.keyId.toString('hex');
  const logs = new Set(found.entries.map(logOf));
  if (logs.size < thresholds.log) {
    throw new VerificationFailure('TLOG_MISSING', {
      expected: `entries in ${thresholds.log} logs`,
      found: `entries in ${logs.size}`,
    });
  }
  const clocks = new Set([
    ...found.entries.filter(tellsTime).map(logOf),
    ...found.stamps.map(({ signerIssuer, signerSerialNumber }) =>
      Buffer.concat([signerIssuer, signerSerialNumber]).toString('hex'),
    ),
  ]);
  if (clocks.size < thresholds.timestamps) {
    throw new VerificationFailure('NO_TRUSTED_TIME', {
      expected: `${thresholds.timestamps} logs or authorities that tell a time`,
      found: `${clocks.size}`,
    });
  }
}

/** Every time that the verifier has checked, as a date. */
export function timesOf(
  entries: readonly ReadEntry[],
  stamps: readonly RFC3161Timestamp[],
): TrustedTime[] {
  const fromLogs = entries
    .filter(tellsTime)
    .map(({ entry }) => new Date(Number(entry.integratedTime) * 1000));
  return [
    ...fromLogs.map(time => ({ time, from: 'log' as const })),
    ...stamps.map(({ signingTime }) => ({
      time: signingTime,
      from: 'timestamp-authority' as const,
    })),
  ].sort((a, b) => a.time.getTime() - b.time.getTime());
}

/** Only a promise covers the time of an entry. */
function tellsTime({ entry }: ReadEntry): boolean {
  return !!entry.inclusionPromise && entry.integratedTime !== '0';
}
