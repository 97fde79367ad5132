import type { Severity, VulnerabilityScan } from '../statement/Predicate';
import type { Outcome } from './Asked';
import type { CheckCode } from './Check';
import type { ScannedRule } from './PolicyRule';
import { quote } from './quote';

const limits = [
  ['critical', 'TOO_MANY_CRITICAL'],
  ['high', 'TOO_MANY_HIGH'],
  ['medium', 'TOO_MANY_MEDIUM'],
  ['low', 'TOO_MANY_LOW'],
] as const satisfies readonly (readonly [Severity, CheckCode])[];

/**
 * Compares what a scan found with what is accepted. Findings without a stated
 * severity could be of any: above their own threshold nobody can say.
 */
export function judgeFindings(
  scan: VulnerabilityScan,
  { max, ignoreUnfixed }: Pick<ScannedRule, 'max' | 'ignoreUnfixed'>,
): Omit<Outcome, 'evidence'> {
  const counted =
    ignoreUnfixed && scan.fixesKnown
      ? scan.findings.filter(({ fixedVersion }) => fixedVersion)
      : scan.findings;
  const count = (severity: Severity) =>
    counted.filter(finding => finding.severity === severity).length;
  const found = describeCounts(count);
  for (const [severity, code] of limits) {
    const accepted = max[severity];
    const there = count(severity);
    if (accepted !== undefined && there > accepted) {
      return {
        answer: 'fail',
        code,
        sentence: `${there} ${severity} ${plural(there)}, and ${accepted} ${
          accepted === 1 ? 'is' : 'are'
        } accepted.`,
        found,
      };
    }
  }
  const unknown = count('unknown');
  if (unknown > (max.unknown ?? 0)) {
    return {
      answer: 'unknown',
      code: 'SEVERITY_UNKNOWN',
      sentence: `${unknown} ${plural(
        unknown,
      )} without a stated severity, any of which may be critical.`,
      found,
    };
  }
  const scanner = [scan.scanner.uri, scan.scanner.version]
    .flatMap(text => (text ? [quote(text, 100)] : []))
    .join(' ');
  return {
    answer: 'pass',
    code: 'SCAN_WITHIN_THRESHOLDS',
    sentence: `Scanned by ${scanner}: ${found}.`,
    found,
  };
}

function plural(count: number): string {
  return count === 1 ? 'vulnerability' : 'vulnerabilities';
}

function describeCounts(count: (severity: Severity) => number): string {
  const all: Severity[] = ['critical', 'high', 'medium', 'low', 'unknown'];
  const there = all.filter(
    severity => severity !== 'unknown' || count(severity) > 0,
  );
  return there
    .map(
      severity =>
        `${count(severity)} ${
          severity === 'unknown' ? 'of no stated severity' : severity
        }`,
    )
    .join(', ');
}
