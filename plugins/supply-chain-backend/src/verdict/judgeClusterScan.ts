import { severities, Severity } from '@portolan/plugin-supply-chain-common';
import type { ClusterScan } from './ClusterScan';
import type { Code, Outcome } from './Outcome';
import type { ScanThresholds } from './ScanThresholds';

/** Clocks of clusters differ; a report of tomorrow was written by nobody's clock. */
const clockSkewMs = 90 * 60_000;

const tooMany: Readonly<Record<Exclude<Severity, 'unknown'>, Code>> = {
  critical: 'TOO_MANY_CRITICAL',
  high: 'TOO_MANY_HIGH',
  medium: 'TOO_MANY_MEDIUM',
  low: 'TOO_MANY_LOW',
};

/**
 * The newest report about a digest, against what is accepted. Pure.
 *
 * @param options.isNamed - whether a report of the image's name, without digest, is there
 */
export function judgeClusterScan(
  scan: ClusterScan | undefined,
  options: { thresholds: ScanThresholds; now: Date; isNamed: boolean },
): Outcome {
  const { thresholds, now, isNamed } = options;
  const expected = describeThresholds(thresholds);
  const end = (
    answer: Outcome['answer'],
    code: Code,
    sentence: string,
    found: string,
  ): Outcome => ({
    answer,
    code,
    sentence,
    expected,
    found,
    evidence: scan ? [`${scan.cluster}/${scan.report}`] : [],
    asOf: scan?.scannedAt,
  });
  if (!scan) {
    return isNamed
      ? end(
          'unknown',
          'REPORT_WITHOUT_DIGEST',
          'There is a report, and it does not say which digest was scanned.',
          'a report without digest',
        )
      : end(
          'unknown',
          'NO_REPORT',
          'Nobody has scanned this digest.',
          'no report',
        );
  }
  const { scannedAt, scanner, cluster } = scan;
  const age = now.getTime() - scannedAt.getTime();
  const at = scannedAt.toISOString();
  if (age > thresholds.maxAgeMs) {
    return end(
      'unknown',
      'REPORT_STALE',
      `The newest report, by ${scanner} in ${cluster}, is of ${at}.`,
      `a report of ${at}`,
    );
  }
  if (age < -clockSkewMs) {
    return end(
      'unknown',
      'REPORT_FROM_THE_FUTURE',
      `The report of ${scanner} in ${cluster} claims to be of ${at}.`,
      `a report of ${at}`,
    );
  }
  if (!scan.isRecognised) {
    return end(
      'unknown',
      'NOTHING_RECOGNISED',
      `${scanner} in ${cluster} recognised neither a system nor a package in it, so that it could find nothing.`,
      'a report of nothing about nothing',
    );
  }
  const counted = thresholds.ignoreUnfixed
    ? scan.findings.filter(({ fixedVersion }) => fixedVersion)
    : scan.findings;
  const count = (severity: Severity) =>
    counted.filter(finding => finding.severity === severity).length;
  const found = severities
    .filter(severity => severity !== 'unknown' || count(severity) > 0)
    .map(severity => `${count(severity)} ${severity}`)
    .join(', ');
  for (const severity of severities) {
    const there = count(severity);
    if (severity === 'unknown') {
      if (there > (thresholds.max.unknown ?? 0)) {
        return end(
          'unknown',
          'SEVERITY_UNKNOWN',
          `${there} without a stated severity, any of which may be critical.`,
          found,
        );
      }
      continue;
    }
    const accepted = thresholds.max[severity];
    if (accepted !== undefined && there > accepted) {
      return end(
        'fail',
        tooMany[severity],
        `${scanner} in ${cluster} found ${there} ${severity}, and ${accepted} may be there.`,
        found,
      );
    }
  }
  return end(
    'pass',
    'REPORT_WITHIN_THRESHOLDS',
    `Scanned by ${scanner} in ${cluster}: ${found}.`,
    found,
  );
}

function describeThresholds({ max, ignoreUnfixed }: ScanThresholds): string {
  const limits = severities.flatMap(severity =>
    max[severity] === undefined ? [] : [`${max[severity]} ${severity}`],
  );
  return `a fresh scan with at most ${limits.join(', ')}${
    ignoreUnfixed ? ', not counting what has no fix' : ''
  }`;
}
