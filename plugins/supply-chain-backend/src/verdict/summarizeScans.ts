import { ScanSummary, Severity } from '@portolan/plugin-supply-chain-common';
import type { ClusterScan } from './ClusterScan';
import type { MergedFinding, PipelineScan } from './mergeFindings';

/** Counts over what all scans found; undefined where there is none. Pure. */
export function summarizeScans(options: {
  pipeline?: PipelineScan;
  scan?: ClusterScan;
  findings: readonly MergedFinding[];
  secrets: number;
}): ScanSummary | undefined {
  const { pipeline, scan, findings, secrets } = options;
  if (!pipeline && !scan) return undefined;
  const counts: Record<Severity, number> = {
    critical: 0,
    high: 0,
    medium: 0,
    low: 0,
    unknown: 0,
  };
  for (const { severity } of findings) counts[severity] += 1;
  const newest = [pipeline?.scannedAt, scan?.scannedAt]
    .flatMap(time => time?.toISOString() ?? [])
    .sort()
    .at(-1);
  return {
    scanners: [
      ...(pipeline
        ? [{ name: pipeline.scanner, from: 'pipeline' as const }]
        : []),
      ...(scan ? [{ name: scan.scanner, from: 'cluster' as const }] : []),
    ],
    scannedAt: newest,
    counts,
    fixable: findings.filter(({ fixedVersion }) => fixedVersion).length,
    secrets,
    packages: scan?.packages,
  };
}
