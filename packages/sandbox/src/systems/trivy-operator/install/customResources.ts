import {
  defineCustomResource,
  open,
  PrinterColumn,
} from '../../../operators/defineCustomResource';

export const group = 'aquasecurity.github.io';

const column = (
  name: string,
  jsonPath: string,
  type: PrinterColumn['type'] = 'string',
): PrinterColumn => ({ name, type, jsonPath });

const counts = (...names: string[]): PrinterColumn[] =>
  names.map(name => ({
    ...column(name, `.report.summary.${name.toLowerCase()}Count`, 'integer'),
    priority: 1,
  }));

const repository = column('Repository', '.report.artifact.repository');
const tag = column('Tag', '.report.artifact.tag');
const scanner = column('Scanner', '.report.scanner.name');
const age = column('Age', '.metadata.creationTimestamp', 'date');

const report = (options: {
  kind: string;
  plural: string;
  shortNames: string[];
  columns: PrinterColumn[];
}) =>
  defineCustomResource({
    ...options,
    group,
    versions: [{ name: 'v1alpha1', storage: true }],
    properties: { report: open },
    required: ['report'],
    labels: { 'app.kubernetes.io/managed-by': 'trivy-operator' },
  });

/** What the Trivy Operator's chart installs, of what this stand-in writes. */
export const customResources = [
  report({
    kind: 'VulnerabilityReport',
    plural: 'vulnerabilityreports',
    shortNames: ['vuln', 'vulns'],
    columns: [
      repository,
      tag,
      scanner,
      age,
      ...counts('Critical', 'High', 'Medium', 'Low', 'Unknown'),
    ],
  }),
  report({
    kind: 'ExposedSecretReport',
    plural: 'exposedsecretreports',
    shortNames: ['exposedsecret', 'exposedsecrets'],
    columns: [
      repository,
      tag,
      scanner,
      age,
      ...counts('Critical', 'High', 'Medium', 'Low'),
    ],
  }),
  report({
    kind: 'SbomReport',
    plural: 'sbomreports',
    shortNames: ['sbom', 'sboms'],
    columns: [
      repository,
      tag,
      scanner,
      age,
      {
        ...column('Components', '.report.summary.componentsCount', 'integer'),
        priority: 1,
      },
    ],
  }),
  report({
    kind: 'ConfigAuditReport',
    plural: 'configauditreports',
    shortNames: ['configaudit', 'configaudits'],
    columns: [scanner, age, ...counts('Critical', 'High', 'Medium', 'Low')],
  }),
];
