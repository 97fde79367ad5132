import {
  vulnerability,
  vulnerabilityReportOf,
} from '../__testUtils__/kubernetesObjects';
import {
  projectSecretReport,
  projectVulnerabilityReport,
} from './projectReport';

describe('projectVulnerabilityReport', () => {
  it('keeps each finding once, whatever the order', () => {
    const [a, b] = [
      vulnerability('CVE-1', 'HIGH'),
      vulnerability('CVE-2', 'LOW'),
    ];
    const project = (vulnerabilities: object[]) =>
      projectVulnerabilityReport(vulnerabilityReportOf({ vulnerabilities }));
    expect(project([a, b, a])).toEqual(project([b, a]));
    expect(project([a, b]).found).toHaveLength(2);
  });

  it('reads what scanners leave out as unknown, and no address that is none', () => {
    const odd = vulnerability('CVE-1', 'WEIRD', {
      fixedVersion: '',
      primaryLink: 'data:text/html,hello',
    });
    const row = projectVulnerabilityReport(
      vulnerabilityReportOf({ vulnerabilities: [odd], digest: 'latest' }),
    );
    expect(row).toMatchObject({ digest: undefined, scanner: 'Trivy 0.72.0' });
    expect(row.found).toEqual([
      {
        id: 'CVE-1',
        severity: 'unknown',
        package: 'openssl',
        installedVersion: '3.0.1',
        title: 'What CVE-1 is',
        fixedVersion: undefined,
        url: undefined,
      },
    ]);
  });

  it('tells a report that found nothing from one that recognised nothing', () => {
    const recognised = (
      os: object | undefined,
      vulnerabilities: object[] = [],
    ) => {
      const object = vulnerabilityReportOf({ vulnerabilities });
      return projectVulnerabilityReport({
        ...object,
        report: { ...object.report, os },
      }).recognised;
    };
    expect(recognised(undefined)).toBe(false);
    expect(recognised({ family: '', name: '' })).toBe(false);
    expect(recognised({ family: 'none' })).toBe(false);
    expect(recognised({ family: 'debian', name: '12' })).toBe(true);
    // A Go binary in an image from scratch has no system, and findings.
    expect(recognised({ family: '' }, [vulnerability('CVE-1', 'HIGH')])).toBe(
      true,
    );
  });

  it('takes a name that is too long for a label from the annotation', () => {
    const report = vulnerabilityReportOf();
    const name = 'x'.repeat(80);
    const { 'trivy-operator.resource.name': _, ...labels } =
      report.metadata.labels;
    expect(
      projectVulnerabilityReport({
        ...report,
        metadata: {
          ...report.metadata,
          labels,
          annotations: { 'trivy-operator.resource.name': name },
        },
      }).parent,
    ).toEqual({ kind: 'ReplicaSet', name });
  });

  it('refuses a report without time, and names the field', () => {
    const report = vulnerabilityReportOf({ at: 'yesterday' });
    expect(() => projectVulnerabilityReport(report)).toThrow(
      'report.updateTimestamp: Invalid datetime',
    );
  });
});

describe('projectSecretReport', () => {
  it('never holds what matched', () => {
    const { report, ...rest } = vulnerabilityReportOf();
    const secret = {
      ruleID: 'aws-access-key-id',
      title: 'AWS Access Key ID',
      severity: 'CRITICAL',
      target: '/app/.env',
      match: 'AKIA-VERY-SECRET',
    };
    const row = projectSecretReport({
      ...rest,
      report: { ...report, secrets: [secret, secret] },
    });
    expect(row.found).toEqual([
      {
        rule: 'aws-access-key-id',
        title: 'AWS Access Key ID',
        severity: 'critical',
        target: '/app/.env',
        count: 2,
      },
    ]);
    expect(JSON.stringify(row)).not.toContain('AKIA');
  });
});
