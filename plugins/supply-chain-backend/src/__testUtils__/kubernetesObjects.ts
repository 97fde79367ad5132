import { createHash } from 'node:crypto';

/** A digest that is made of a name. */
export function digestOfName(name: string): string {
  return `sha256:${createHash('sha256').update(name).digest('hex')}`;
}

type PodOptions = {
  name?: string;
  /** Made into the running digest. */
  build?: string;
  image?: string;
  kubernetesId?: string;
  /** ReplicaSet that owns it. */
  replicaSet?: string;
  namespace?: string;
};

/** A running Pod with one container, as an API server gives it. */
export function podOf(options: PodOptions = {}) {
  const { name = 'shop-7d4-x', build = 'one', kubernetesId } = options;
  const { image = 'registry.example.com/acme/shop:1.0' } = options;
  const { replicaSet = 'shop-7d4', namespace = 'shop-dev' } = options;
  const [repository] = image.split(':');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace,
      uid: `uid-${namespace}-${name}`,
      resourceVersion: '1',
      labels: {
        'pod-template-hash': replicaSet.split('-').at(-1) ?? '',
        ...(kubernetesId ? { 'backstage.io/kubernetes-id': kubernetesId } : {}),
      },
      ownerReferences: [
        { kind: 'ReplicaSet', name: replicaSet, controller: true },
      ],
      creationTimestamp: '2026-11-01T10:00:00Z',
    },
    spec: { containers: [{ name: 'app', image }] },
    status: {
      phase: 'Running',
      startTime: '2026-11-01T10:00:01Z',
      containerStatuses: [
        {
          name: 'app',
          image,
          imageID: `${repository}@${digestOfName(build)}`,
          state: { running: { startedAt: '2026-11-01T10:00:05Z' } },
        },
      ],
    },
  };
}

/** A ReplicaSet of a Deployment. */
export function replicaSetOf(name = 'shop-7d4', owner = 'shop') {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'shop-dev',
      uid: `uid-${name}`,
      resourceVersion: '1',
      ownerReferences: [{ kind: 'Deployment', name: owner, controller: true }],
    },
    spec: { replicas: 1 },
  };
}

/** Trivy Operator's report about a ReplicaSet's container. */
export function vulnerabilityReportOf(
  options: {
    build?: string;
    at?: string;
    vulnerabilities?: object[];
    digest?: string;
  } = {},
) {
  const { build = 'one', at = '2026-11-02T00:00:00Z' } = options;
  const { vulnerabilities = [vulnerability('CVE-2026-1', 'HIGH')] } = options;
  return {
    apiVersion: 'aquasecurity.github.io/v1alpha1',
    kind: 'VulnerabilityReport',
    metadata: {
      name: 'replicaset-shop-7d4-app',
      namespace: 'shop-dev',
      uid: `uid-report-${build}`,
      resourceVersion: '1',
      labels: {
        'trivy-operator.resource.kind': 'ReplicaSet',
        'trivy-operator.resource.name': 'shop-7d4',
        'trivy-operator.container.name': 'app',
      },
    },
    report: {
      updateTimestamp: at,
      scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.72.0' },
      registry: { server: 'registry.example.com' },
      artifact: {
        repository: 'acme/shop',
        tag: '1.0',
        digest: options.digest ?? digestOfName(build),
      },
      vulnerabilities,
    },
  };
}

export function vulnerability(
  id: string,
  severity: string,
  changes: object = {},
) {
  return {
    vulnerabilityID: id,
    resource: 'openssl',
    installedVersion: '3.0.1',
    fixedVersion: '3.0.2',
    severity,
    title: `What ${id} is`,
    primaryLink: `https://avd.example.com/${id}`,
    ...changes,
  };
}

/** Trivy Operator's list of the packages of the same container. */
export function sbomReportOf(components: object[]) {
  const { report, metadata, ...head } = vulnerabilityReportOf();
  const { vulnerabilities, ...rest } = report;
  return {
    ...head,
    kind: 'SbomReport',
    metadata: { ...metadata, uid: 'uid-sbom-one' },
    report: {
      ...rest,
      components: {
        bomFormat: 'CycloneDX',
        serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
        components,
      },
    },
  };
}
