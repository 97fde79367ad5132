import type { ImageEvidence, Judgement } from '@portolan/image-trust';
import { severities, Severity } from '@portolan/plugin-supply-chain-common';
import type { ClusterScan } from './ClusterScan';

/** A vulnerability of a digest, by everybody who found it. */
export type MergedFinding = {
  id: string;
  severity: Severity;
  package: string;
  installedVersion: string;
  fixedVersion?: string;
  title?: string;
  url?: string;
  pipeline: boolean;
  cluster: boolean;
};

export type PipelineScan = {
  scanner: string;
  scannedAt?: Date;
  findings: readonly Omit<MergedFinding, 'pipeline' | 'cluster'>[];
};

/** The signed scan that the policy judged by, whatever it said. Pure. */
export function findPipelineScan(
  evidence: ImageEvidence | undefined,
  judgement: Judgement | undefined,
): PipelineScan | undefined {
  const check = judgement?.checks.find(
    ({ question }) => question === 'scanned',
  );
  for (const digest of check?.evidence ?? []) {
    const item = evidence?.items.find(one => one.digest === digest);
    const predicate = item?.predicate;
    if (predicate?.kind !== 'vulnerabilities' || !predicate.readable) continue;
    const times = item?.verdict.result === 'verified' ? item.verdict.times : [];
    const { scanner, scannedAt, findings } = predicate;
    return {
      scanner: [scanner.uri, scanner.version].filter(Boolean).join(' '),
      scannedAt: scannedAt ?? times[0]?.time,
      findings: findings.map(one => ({
        id: one.id,
        severity: one.severity === 'negligible' ? 'low' : one.severity,
        package: one.package ?? '',
        installedVersion: one.installedVersion ?? '',
        fixedVersion: one.fixedVersion,
      })),
    };
  }
  return undefined;
}

/** What both found, once each, with the worse severity. Pure. */
export function mergeFindings(
  pipeline: PipelineScan | undefined,
  cluster: ClusterScan | undefined,
): MergedFinding[] {
  const merged = new Map<string, MergedFinding>();
  for (const one of pipeline?.findings ?? []) {
    merged.set(keyOf(one), { ...one, pipeline: true, cluster: false });
  }
  for (const one of cluster?.findings ?? []) {
    const known = merged.get(keyOf(one));
    merged.set(keyOf(one), {
      ...known,
      ...one,
      severity: known ? worse(known.severity, one.severity) : one.severity,
      fixedVersion: one.fixedVersion ?? known?.fixedVersion,
      pipeline: known?.pipeline ?? false,
      cluster: true,
    });
  }
  return [...merged.values()];
}

function keyOf(finding: {
  id: string;
  package: string;
  installedVersion: string;
}): string {
  return JSON.stringify([
    finding.id,
    finding.package,
    finding.installedVersion,
  ]);
}

function worse(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) <= severities.indexOf(b) ? a : b;
}
