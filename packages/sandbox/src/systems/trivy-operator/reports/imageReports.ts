import { Component } from '../../../scanner/buildSbom';
import { findVulnerabilities } from '../../../scanner/findVulnerabilities';
import { severities, Severity } from '../../../scanner/Severity';
import type { ImageContent } from '../image/ImageContent';
import { osAdvisories } from '../image/osAdvisories';
import { ImageName } from '../image/parseImage';
import { hashOf } from './reportMetadata';

const scanner = { name: 'Trivy', vendor: 'Aqua Security', version: '0.72.0' };

export type ScannedImage = { name: ImageName; content: ImageContent };

type Vulnerability = {
  vulnerabilityID: string;
  resource: string;
  installedVersion: string;
  fixedVersion: string;
  severity: Severity;
  title: string;
  primaryLink: string;
  links: string[];
  target: string;
  class: string;
  packageType: string;
  packagePURL: string;
  packagePath?: string;
  publishedDate: string;
  lastModifiedDate: string;
};

/** What all three say of the image. */
function subjectOf({ name, content }: ScannedImage, now: Date) {
  return {
    updateTimestamp: `${now.toISOString().slice(0, 19)}Z`,
    scanner,
    registry: { server: name.registry },
    artifact: {
      repository: name.repository,
      ...(name.tag && { tag: name.tag }),
      ...(content.digest && { digest: content.digest }),
    },
  };
}

/** `.report` of a VulnerabilityReport. */
export function vulnerabilityReport(image: ScannedImage, now: Date) {
  const { components, os } = image.content;
  const vulnerabilities = [
    ...osVulnerabilities(components, image),
    ...packageVulnerabilities(components),
  ].sort((a, b) => rank(b.severity) - rank(a.severity));
  const count = (severity: Severity) =>
    vulnerabilities.filter(each => each.severity === severity).length;
  return {
    ...subjectOf(image, now),
    os,
    summary: {
      criticalCount: count('CRITICAL'),
      highCount: count('HIGH'),
      mediumCount: count('MEDIUM'),
      lowCount: count('LOW'),
      unknownCount: count('UNKNOWN'),
      noneCount: 0,
    },
    vulnerabilities,
  };
}

/** `.report` of an ExposedSecretReport. */
export function exposedSecretReport(image: ScannedImage, now: Date) {
  const { secrets } = image.content;
  const count = (severity: string) =>
    secrets.filter(each => each.severity === severity).length;
  return {
    ...subjectOf(image, now),
    summary: {
      criticalCount: count('CRITICAL'),
      highCount: count('HIGH'),
      mediumCount: count('MEDIUM'),
      lowCount: count('LOW'),
    },
    secrets,
  };
}

/** `.report` of an SbomReport: a CycloneDX list below `components`. */
export function sbomReport(image: ScannedImage, now: Date) {
  const { name, content } = image;
  const { components } = content;
  const subject = subjectOf(image, now);
  const root = `${name.registry}/${name.repository}`;
  return {
    ...subject,
    summary: {
      componentsCount: components.length + 1,
      dependenciesCount: components.length + 1,
    },
    components: {
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      serialNumber: `urn:uuid:${uuidOf(content.digest || root)}`,
      version: 1,
      metadata: {
        timestamp: subject.updateTimestamp,
        tools: {
          components: [
            {
              type: 'application',
              manufacturer: { name: 'Aqua Security Software Ltd.' },
              group: 'aquasecurity',
              name: 'trivy',
              version: scanner.version,
            },
          ],
        },
        component: {
          type: 'container',
          'bom-ref': `${root}@${content.digest}`,
          name: root,
          ...(content.digest && {
            purl: `pkg:oci/${name.repository
              .split('/')
              .at(-1)}@${encodeURIComponent(
              content.digest,
            )}?arch=amd64&repository_url=${encodeURIComponent(root)}`,
          }),
        },
      },
      components,
      dependencies: [
        {
          ref: `${root}@${content.digest}`,
          dependsOn: components.map(each => each['bom-ref']),
        },
        ...components.map(each => ({ ref: each['bom-ref'], dependsOn: [] })),
      ],
    },
  };
}

function osVulnerabilities(
  components: readonly Component[],
  { name, content }: ScannedImage,
): Vulnerability[] {
  return components.flatMap(component =>
    osAdvisories
      .filter(
        advisory =>
          component.purl?.startsWith('pkg:deb/') &&
          advisory.package === component.name &&
          advisory.installed === component.version,
      )
      .map(advisory => ({
        ...described(advisory),
        resource: component.name,
        installedVersion: component.version!,
        target: `${name.registry}/${name.repository} (${content.os.family} ${content.os.name})`,
        class: 'os-pkgs',
        packageType: content.os.family,
        packagePURL: component.purl!,
      })),
  );
}

function packageVulnerabilities(components: Component[]): Vulnerability[] {
  return findVulnerabilities({ components }).map(({ component, advisory }) => ({
    ...described(advisory),
    resource: component.name,
    installedVersion: component.version!,
    target: 'Node.js',
    class: 'lang-pkgs',
    packageType: 'node-pkg',
    packagePURL: component.purl!,
    packagePath: component.properties?.[0].value.replace(/^\//, ''),
  }));
}

function described(advisory: {
  id: string;
  fixed?: string;
  severity: Severity;
  title: string;
  publishedAt: string;
}) {
  const { id, fixed = '', severity, title, publishedAt } = advisory;
  return {
    vulnerabilityID: id,
    fixedVersion: fixed,
    severity,
    title,
    primaryLink: `https://avd.aquasec.com/nvd/${id.toLowerCase()}`,
    links: [],
    publishedDate: publishedAt,
    lastModifiedDate: publishedAt,
  };
}

function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

function uuidOf(text: string): string {
  const digits = [
    ...`${hashOf(text)}${hashOf(`${text}/`)}${hashOf(`/${text}`)}`,
  ]
    .map(letter => (letter.charCodeAt(0) % 16).toString(16))
    .join('');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `8${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20, 30).padEnd(12, '0'),
  ].join('-');
}
