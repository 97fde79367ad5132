import { parseWith } from '@portolan/plugin-workloads-node';
import type {
  SecretFinding,
  Severity,
} from '@portolan/plugin-supply-chain-common';
import { severities } from '@portolan/plugin-supply-chain-common';
import { isDigest } from '@portolan/image-trust';
import type { z } from 'zod';
import {
  sbomReportSchema,
  secretReportSchema,
  vulnerabilityReportSchema,
} from './reportSchema';

/** A vulnerability as a scanner in a cluster tells it. */
export type ReportedFinding = {
  id: string;
  severity: Severity;
  package: string;
  installedVersion: string;
  fixedVersion?: string;
  title?: string;
  url?: string;
};

/** A package as a list of packages names it. */
export type ReportedPackage = { name: string; version?: string; purl?: string };

/** What is kept of a report. */
export type ReportRow = {
  parent: { kind: string; name: string };
  container: string;
  /** Undefined where the report does not say which image it is about. */
  digest?: string;
  image?: string;
  scanner: string;
  /** ISO 8601. */
  scannedAt: string;
  /** Whether it proves that the scanner recognised a system or a package; one that recognised nothing finds nothing. */
  recognised: boolean;
} & (
  | { kind: 'vulnerabilities'; found: ReportedFinding[] }
  | { kind: 'secrets'; found: SecretFinding[] }
  | { kind: 'packages'; found: ReportedPackage[]; serialNumber?: string }
);

const label = 'trivy-operator.resource';

/** @throws Error when the report makes no sense */
export function projectVulnerabilityReport(object: unknown): ReportRow {
  const { metadata, report } = parseWith(vulnerabilityReportSchema, object);
  const found = new Map<string, ReportedFinding>();
  for (const one of report.vulnerabilities) {
    const finding: ReportedFinding = {
      id: one.vulnerabilityID,
      severity: toSeverity(one.severity),
      package: one.resource,
      installedVersion: one.installedVersion ?? '',
      fixedVersion: one.fixedVersion || undefined,
      title: one.title || undefined,
      url: toUrl(one.primaryLink),
    };
    // The same package in two places of the image is one finding.
    found.set(keyOf(finding), finding);
  }
  return {
    kind: 'vulnerabilities',
    ...headOf(metadata, report),
    recognised: found.size > 0 || isSystem(report.os?.family),
    found: [...found.keys()].sort().flatMap(key => found.get(key) ?? []),
  };
}

/** @throws Error when the report makes no sense */
export function projectSecretReport(object: unknown): ReportRow {
  const { metadata, report } = parseWith(secretReportSchema, object);
  const found = new Map<string, SecretFinding>();
  for (const { ruleID, title, severity, target } of report.secrets) {
    const key = `${ruleID}\n${target ?? ''}`;
    found.set(key, {
      rule: ruleID,
      title: title ?? ruleID,
      severity: toSeverity(severity),
      target: target ?? '',
      count: (found.get(key)?.count ?? 0) + 1,
    });
  }
  return {
    kind: 'secrets',
    ...headOf(metadata, report),
    recognised: true,
    found: [...found.keys()].sort().flatMap(key => found.get(key) ?? []),
  };
}

/** @throws Error when the report makes no sense */
export function projectSbomReport(object: unknown): ReportRow {
  const { metadata, report } = parseWith(sbomReportSchema, object);
  const { serialNumber, components = [] } = report.components;
  // Lockfiles and the system itself are components, and no packages.
  const packages = components.filter(
    ({ type, purl }) => type === 'library' || purl !== undefined,
  );
  const found = new Map(
    packages.map(({ name, version, purl }) => [
      `${name}\n${version ?? ''}\n${purl ?? ''}`,
      { name, version, purl },
    ]),
  );
  return {
    kind: 'packages',
    ...headOf(metadata, report),
    recognised: found.size > 0,
    serialNumber,
    found: [...found.keys()].sort().flatMap(key => found.get(key) ?? []),
  };
}

type Parsed = z.output<typeof vulnerabilityReportSchema>;

function headOf(
  { labels = {}, annotations = {}, ownerReferences = [] }: Parsed['metadata'],
  report: Pick<
    Parsed['report'],
    'artifact' | 'registry' | 'scanner' | 'updateTimestamp'
  >,
) {
  const { artifact, registry, scanner, updateTimestamp } = report;
  const [owner] = ownerReferences;
  const repository = [registry?.server, artifact?.repository]
    .filter(Boolean)
    .join('/');
  const digest = artifact?.digest;
  return {
    parent: {
      kind: labels[`${label}.kind`] ?? owner?.kind ?? '',
      // A name that is too long for a label is in the annotation.
      name:
        labels[`${label}.name`] ??
        annotations[`${label}.name`] ??
        owner?.name ??
        '',
    },
    container: labels['trivy-operator.container.name'] ?? '',
    digest: digest && isDigest(digest) ? digest : undefined,
    image: repository
      ? `${repository}${artifact?.tag ? `:${artifact.tag}` : ''}`
      : undefined,
    scanner: [scanner?.name ?? 'a scanner', scanner?.version]
      .filter(Boolean)
      .join(' '),
    scannedAt: new Date(updateTimestamp).toISOString(),
  };
}

/** Trivy calls the system of an image without one `none`, or leaves it empty. */
function isSystem(family: string | undefined): boolean {
  return family !== undefined && family !== '' && family !== 'none';
}

function toSeverity(text: string | undefined): Severity {
  const lower = text?.toLowerCase();
  return severities.find(severity => severity === lower) ?? 'unknown';
}

function toUrl(text: string | undefined): string | undefined {
  return text && /^https?:\/\//.test(text) && URL.canParse(text)
    ? text
    : undefined;
}

function keyOf(finding: ReportedFinding): string {
  const { id, installedVersion } = finding;
  return `${id}\n${finding.package}\n${installedVersion}`;
}
