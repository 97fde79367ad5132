import { z } from 'zod';
import { optionalText, optionalTime } from './fields';
import type { Finding, VulnerabilityScan } from './Predicate';
import { toSeverity, worstSeverity } from './toSeverity';

const metadata = z
  .object({ scanStartedOn: optionalTime, scanFinishedOn: optionalTime })
  .nullish();
const scanner = {
  uri: z.string(),
  version: optionalText,
  db: z.object({ lastUpdate: optionalTime }).nullish(),
};
const list = <T extends z.ZodTypeAny>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);

const cosignSchema = z.object({
  scanner: z.object({ ...scanner, result: z.unknown() }),
  metadata,
});
const inTotoSchema = z.object({
  scanner: z.object({
    ...scanner,
    result: z
      .array(
        z.object({
          id: z.string(),
          severity: list(
            z.object({
              method: optionalText,
              score: z.union([z.string(), z.number()]).nullish(),
            }),
          ),
        }),
      )
      .nullish(),
  }),
  metadata,
});
/** The version is there even where nothing was found: without it, "no results" could be any other JSON. */
const trivySchema = z.object({
  SchemaVersion: z.number(),
  Results: list(
    z.object({
      Vulnerabilities: list(
        z.object({
          VulnerabilityID: z.string(),
          Severity: optionalText,
          PkgName: optionalText,
          InstalledVersion: optionalText,
          FixedVersion: optionalText,
        }),
      ),
    }),
  ),
});
const grypeSchema = z.object({
  matches: z.array(
    z.object({
      vulnerability: z.object({
        id: z.string(),
        severity: optionalText,
        fix: z.object({ versions: list(z.string()) }).nullish(),
      }),
      artifact: z.object({ name: optionalText, version: optionalText }),
    }),
  ),
});

/**
 * Reads `https://cosign.sigstore.dev/attestation/vuln/v1` with the result of
 * Trivy or Grype.
 *
 * @see https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md
 */
export function readCosignScan(predicate: unknown): VulnerabilityScan {
  const parsed = cosignSchema.parse(predicate);
  const { result } = parsed.scanner;
  return scanOf(parsed, {
    findings: fromTrivy(result) ?? fromGrype(result),
    fixesKnown: true,
  });
}

/**
 * Reads `https://in-toto.io/attestation/vulns`.
 *
 * @see https://github.com/in-toto/attestation/blob/main/spec/predicates/vuln.md
 */
export function readInTotoScan(predicate: unknown): VulnerabilityScan {
  const parsed = inTotoSchema.parse(predicate);
  const findings = parsed.scanner.result?.map(({ id, severity }) => ({
    id,
    severity: worstSeverity(severity.map(({ score }) => toSeverity(score))),
    package: undefined,
    installedVersion: undefined,
    fixedVersion: undefined,
  }));
  return scanOf(parsed, { findings, fixesKnown: false });
}

function scanOf(
  parsed: Pick<z.infer<typeof cosignSchema>, 'metadata'> & {
    scanner: Pick<
      z.infer<typeof cosignSchema>['scanner'],
      'uri' | 'version' | 'db'
    >;
  },
  options: { findings: Finding[] | undefined; fixesKnown: boolean },
): VulnerabilityScan {
  const { findings, fixesKnown } = options;
  const { uri, version, db } = parsed.scanner;
  return {
    kind: 'vulnerabilities',
    scanner: { uri, version },
    databaseUpdatedAt: db?.lastUpdate,
    scannedAt: parsed.metadata?.scanFinishedOn,
    readable: findings !== undefined,
    fixesKnown,
    findings: findings ? withoutRepeats(findings) : [],
  };
}

function fromTrivy(result: unknown): Finding[] | undefined {
  const parsed = trivySchema.safeParse(result);
  if (!parsed.success) return undefined;
  return parsed.data.Results.flatMap(({ Vulnerabilities }) =>
    Vulnerabilities.map(found => ({
      id: found.VulnerabilityID,
      severity: toSeverity(found.Severity),
      package: found.PkgName,
      installedVersion: found.InstalledVersion,
      fixedVersion: found.FixedVersion,
    })),
  );
}

function fromGrype(result: unknown): Finding[] | undefined {
  const parsed = grypeSchema.safeParse(result);
  if (!parsed.success) return undefined;
  return parsed.data.matches.map(({ vulnerability, artifact }) => ({
    id: vulnerability.id,
    severity: toSeverity(vulnerability.severity),
    package: artifact.name,
    installedVersion: artifact.version,
    fixedVersion: vulnerability.fix?.versions.join(', ') || undefined,
  }));
}

/** One package in three layers is one finding. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const distinct = new Map(
    findings.map(finding => [
      JSON.stringify([finding.id, finding.package, finding.installedVersion]),
      finding,
    ]),
  );
  return [...distinct.values()];
}
