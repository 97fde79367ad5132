import { createHash } from 'node:crypto';
import { BaseImage } from './readBaseImage';
import { LockedPackage, Lockfile } from './readLockfile';

export type Component = {
  type: 'library' | 'container' | 'application';
  'bom-ref': string;
  name: string;
  version?: string;
  purl?: string;
  licenses?: Array<{ license: { id: string } } | { expression: string }>;
  hashes?: Array<{ alg: 'SHA-512' | 'SHA-256'; content: string }>;
  properties?: Array<{ name: string; value: string }>;
};

/** @see https://cyclonedx.org/docs/1.6/json/ */
export type Sbom = {
  bomFormat: 'CycloneDX';
  specVersion: '1.6';
  serialNumber: string;
  version: 1;
  metadata: {
    timestamp: string;
    tools: {
      components: Array<{ type: string; name: string; version: string }>;
    };
    component: Component;
  };
  components: Component[];
  dependencies: Array<{ ref: string; dependsOn?: string[] }>;
};

/** Lists what an image is made of; the same image always has the same list. */
export function buildSbom(options: {
  /** Without a digest: `localhost:7011/meridian/quote-api`. */
  repository: string;
  digest: string;
  /** When the image was made, so that the list says when it was true. */
  createdAt: string;
  lockfile: Lockfile;
  baseImage: BaseImage | undefined;
}): Sbom {
  const { repository, digest, lockfile, baseImage } = options;
  const image: Component = {
    type: 'container',
    'bom-ref': `${repository}@${digest}`,
    name: repository,
    version: digest,
    purl: purlOfImage(repository, digest),
  };
  const base = baseImage && toBaseComponent(baseImage);
  const packages = lockfile.packages.map(found => ({
    path: found.path,
    uses: found.uses,
    component: toComponent(found),
  }));
  const refOf = new Map(
    packages.map(({ path, component }) => [path, component['bom-ref']]),
  );
  const refsOf = (paths: string[]) =>
    paths.flatMap(path => refOf.get(path) ?? []).sort();
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      timestamp: options.createdAt,
      tools: {
        components: [{ type: 'application', name: 'syft', version: '1.42.0' }],
      },
      component: image,
    },
    components: [
      ...(base ? [base] : []),
      ...packages.map(({ component }) => component),
    ],
    dependencies: [
      {
        ref: image['bom-ref'],
        dependsOn: [
          ...(base ? [base['bom-ref']] : []),
          ...refsOf(lockfile.rootUses),
        ],
      },
      ...packages.map(({ component, uses }) => ({
        ref: component['bom-ref'],
        ...(uses.length > 0 && { dependsOn: refsOf(uses) }),
      })),
    ],
  };
}

function toComponent(found: LockedPackage): Component {
  const { path, name, version, license, integrity } = found;
  const purl = `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;
  return {
    type: 'library',
    // The same version may be installed twice.
    'bom-ref': `${purl}?path=${path}`,
    name,
    version,
    purl,
    ...(license && { licenses: [toLicense(license)] }),
    ...(integrity?.startsWith('sha512-') && {
      hashes: [
        {
          alg: 'SHA-512' as const,
          content: Buffer.from(integrity.slice(7), 'base64').toString('hex'),
        },
      ],
    }),
    properties: [{ name: 'syft:location:0:path', value: `/app/${path}` }],
  };
}

function toLicense(text: string) {
  return /[\s()]/.test(text) ? { expression: text } : { license: { id: text } };
}

function toBaseComponent({ repository, tag, digest }: BaseImage): Component {
  return {
    type: 'container',
    'bom-ref': `${repository}@${digest ?? tag ?? 'latest'}`,
    name: repository,
    version: tag ?? digest ?? 'latest',
    ...(digest && {
      purl: purlOfImage(repository, digest),
      hashes: [{ alg: 'SHA-256' as const, content: digest.slice(7) }],
    }),
  };
}

function purlOfImage(repository: string, digest: string): string {
  const name = repository.slice(repository.lastIndexOf('/') + 1);
  return `pkg:oci/${name}@${encodeURIComponent(
    digest,
  )}?repository_url=${encodeURIComponent(repository)}`;
}

/** A UUID that follows from a digest (RFC 9562, version 8). */
function uuidOf(digest: string): string {
  const bytes = createHash('sha256').update(digest).digest().subarray(0, 16);
  bytes[6] = (bytes[6] & 0x0f) | 0x80;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
