import { advisoriesUpdatedAt } from './advisories';
import { Finding } from './findVulnerabilities';

/** The version whose report this looks like. */
const trivyVersion = '0.69.3';

export type Scan = ReturnType<typeof buildScan>;

/**
 * What `trivy image --format cosign-vuln` writes: the predicate of a scan,
 * with Trivy's JSON report in it.
 *
 * @see https://github.com/sigstore/cosign/blob/main/specs/COSIGN_VULN_ATTESTATION_SPEC.md
 * @see https://trivy.dev/latest/docs/configuration/reporting/#cosign-vulnerability-predicate-cosign-vuln
 */
export function buildScan(options: {
  /** Without a digest: `localhost:7011/meridian/quote-api`. */
  repository: string;
  digest: string;
  findings: readonly Finding[];
  startedAt: Date;
  finishedAt: Date;
}) {
  const { repository, digest, findings } = options;
  const artifact = `${repository}@${digest}`;
  return {
    invocation: { parameters: null, uri: '', event_id: '', 'builder.id': '' },
    scanner: {
      uri: `pkg:github/aquasecurity/trivy@${trivyVersion}`,
      version: trivyVersion,
      db: { uri: '', version: '2', lastUpdate: advisoriesUpdatedAt },
      result: {
        SchemaVersion: 2,
        CreatedAt: options.finishedAt.toISOString(),
        ArtifactName: artifact,
        ArtifactType: 'container_image',
        Metadata: { RepoDigests: [artifact] },
        Results: [
          {
            Target: 'Node.js',
            Class: 'lang-pkgs',
            Type: 'node-pkg',
            ...(findings.length > 0 && {
              Vulnerabilities: findings.map(toVulnerability),
            }),
          },
        ],
      },
    },
    metadata: {
      scanStartedOn: options.startedAt.toISOString(),
      scanFinishedOn: options.finishedAt.toISOString(),
    },
  };
}

function toVulnerability({ component, advisory }: Finding) {
  const { id, fixed } = advisory;
  return {
    VulnerabilityID: id,
    PkgID: `${component.name}@${component.version}`,
    PkgName: component.name,
    PkgPath: component.properties?.[0].value.replace(/^\//, ''),
    PkgIdentifier: { PURL: component.purl },
    InstalledVersion: component.version,
    ...(fixed && { FixedVersion: fixed }),
    Status: fixed ? 'fixed' : 'affected',
    SeveritySource: 'ghsa',
    PrimaryURL: `https://avd.aquasec.com/nvd/${id.toLowerCase()}`,
    DataSource: {
      ID: 'ghsa',
      Name: 'GitHub Security Advisory npm',
      URL: 'https://github.com/advisories?query=type%3Areviewed+ecosystem%3Anpm',
    },
    Title: advisory.title,
    Severity: advisory.severity,
    PublishedDate: advisory.publishedAt,
  };
}
