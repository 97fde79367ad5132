import { digestOfName } from './kubernetesObjects';

/** Clusters of a generated fleet: one for each environment. */
export const fleetEnvironments = ['dev', 'staging', 'prod'] as const;

/** Kinds that a generated fleet has objects of, with the path of their collections. */
export const fleetKinds = {
  replicasets: '/apis/apps/v1/replicasets',
  jobs: '/apis/batch/v1/jobs',
  pods: '/api/v1/pods',
  vulnerabilityreports:
    '/apis/aquasecurity.github.io/v1alpha1/vulnerabilityreports',
  exposedsecretreports:
    '/apis/aquasecurity.github.io/v1alpha1/exposedsecretreports',
  sbomreports: '/apis/aquasecurity.github.io/v1alpha1/sbomreports',
} as const;
export type FleetKind = keyof typeof fleetKinds;

type RunningImage = { repository: string; digest: string };

const imageOf = (name: string, number: number): RunningImage => ({
  repository: `registry.example.com/${name}-${number}`,
  digest: digestOfName(`${name} ${number}`),
});

const componentsPerTeam = 100;
/** Every third workload runs alone; the others have a proxy beside them. */
const containersOf = (component: number) => (component % 3 === 0 ? 1 : 2);
/** How many containers all components before one have. */
const containersBefore = (component: number) =>
  2 * component - Math.ceil(component / 3);

/**
 * A fleet of any size whose objects are made as they are asked for, each from
 * its number alone, in the order in which an API server lists them: by
 * namespace, then name. A number of times that an object changed is part of
 * what it is made from.
 */
export class GeneratedFleet {
  readonly components: number;
  readonly #digests: number;
  readonly #proxies: number;
  readonly #findings: number;

  constructor(options: {
    components: number;
    /** How many distinct digests run. */
    digests: number;
    /** How many a scanner finds in an image. */
    findings?: number;
  }) {
    this.components = options.components;
    this.#proxies = Math.max(1, Math.round(options.digests / 150));
    this.#digests = Math.max(1, options.digests - this.#proxies);
    this.#findings = options.findings ?? 12;
  }

  count(kind: FleetKind): number {
    if (kind === 'jobs' || kind === 'sbomreports') return 0;
    const perContainer =
      kind === 'vulnerabilityreports' || kind === 'exposedsecretreports';
    return perContainer ? containersBefore(this.components) : this.components;
  }

  name(component: number): string {
    return `app-${String(component).padStart(6, '0')}`;
  }

  owner(component: number): string {
    return `team-${String(Math.floor(component / componentsPerTeam)).padStart(
      4,
      '0',
    )}`;
  }

  /** The image that a component runs, after it was deployed so many times more. */
  image(component: number, environment: string, deploys = 0): RunningImage {
    // What was deployed to dev last is not everywhere yet.
    const step = component % 5 === 0 && environment === 'dev' ? 1 : 0;
    const number = (component * 7 + step + deploys * 13) % this.#digests;
    return imageOf('acme/service', number);
  }

  /** As the catalog has it. */
  entity(component: number) {
    const name = this.name(component);
    const owner = `group:default/${this.owner(component)}`;
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        uid: `component-${name}`,
        annotations: {
          'backstage.io/kubernetes-id': name,
          'backstage.io/source-location': `url:https://github.com/acme/${name}/tree/main/`,
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner },
      relations: [
        { type: 'ownedBy', targetRef: owner },
        {
          type: 'partOf',
          targetRef: `system:default/system-${component % 200}`,
        },
      ],
    };
  }

  object(
    kind: FleetKind,
    index: number,
    options: { environment: string; changes?: number; at?: string },
  ): object {
    switch (kind) {
      case 'pods':
        return this.#pod(index, options);
      case 'replicasets':
        return this.#replicaSet(index);
      default:
        return this.#report(kind, index, options);
    }
  }

  #metadata(kind: FleetKind, component: number, name: string) {
    const namespace = this.owner(component);
    // Objects of two kinds may share a name, and never a uid.
    return { namespace, name, uid: `${kind}-${namespace}-${name}` };
  }

  #replicaSet(component: number) {
    const name = this.name(component);
    return {
      metadata: {
        ...this.#metadata('replicasets', component, `${name}-7d4f9c`),
        ownerReferences: [{ kind: 'Deployment', name, controller: true }],
      },
      spec: { replicas: 1 },
    };
  }

  #pod(
    component: number,
    { environment, changes = 0 }: { environment: string; changes?: number },
  ) {
    const name = this.name(component);
    const proxy = this.#proxy(component);
    const app = this.image(component, environment, changes);
    const containers = [
      { name: 'app', ...app },
      ...(proxy ? [{ name: 'proxy', ...proxy }] : []),
    ];
    return {
      metadata: {
        ...this.#metadata('pods', component, `${name}-7d4f9c-x2vqp`),
        labels: {
          'backstage.io/kubernetes-id': name,
          'pod-template-hash': '7d4f9c',
        },
        ownerReferences: [
          { kind: 'ReplicaSet', name: `${name}-7d4f9c`, controller: true },
        ],
        creationTimestamp: '2026-11-01T10:00:00Z',
      },
      spec: {
        containers: containers.map(one => ({
          name: one.name,
          image: `${one.repository}:1.0`,
          resources: { requests: { cpu: '100m', memory: '128Mi' } },
        })),
      },
      status: {
        phase: 'Running',
        startTime: '2026-11-01T10:00:01Z',
        containerStatuses: containers.map(one => ({
          name: one.name,
          image: `${one.repository}:1.0`,
          imageID: `${one.repository}@${one.digest}`,
          ready: true,
          state: { running: { startedAt: '2026-11-01T10:00:05Z' } },
        })),
      },
    };
  }

  #proxy(component: number): RunningImage | undefined {
    return containersOf(component) === 2
      ? imageOf('mesh/proxy', component % this.#proxies)
      : undefined;
  }

  /** Which component and container a report is about. */
  place(index: number): { component: number; container: 'app' | 'proxy' } {
    const [group, rest] = [Math.floor(index / 5), index % 5];
    const component = group * 3 + [0, 1, 1, 2, 2][rest];
    return { component, container: rest === 2 || rest === 4 ? 'proxy' : 'app' };
  }

  #report(
    kind: FleetKind,
    index: number,
    options: { environment: string; changes?: number; at?: string },
  ) {
    const { environment, changes = 0, at = '2026-11-25T00:00:00Z' } = options;
    const { component, container } = this.place(index);
    const replicaSet = `${this.name(component)}-7d4f9c`;
    const image =
      (container === 'proxy' && this.#proxy(component)) ||
      this.image(component, environment);
    const { digest } = image;
    const isVulnerabilities = kind === 'vulnerabilityreports';
    return {
      metadata: {
        ...this.#metadata(
          kind,
          component,
          `replicaset-${replicaSet}-${container}`,
        ),
        labels: {
          'trivy-operator.resource.kind': 'ReplicaSet',
          'trivy-operator.resource.name': replicaSet,
          'trivy-operator.container.name': container,
        },
      },
      report: {
        updateTimestamp: at,
        scanner: { name: 'Trivy', vendor: 'Aqua Security', version: '0.72.0' },
        artifact: { repository: image.repository, tag: '1.0', digest },
        ...(isVulnerabilities
          ? { vulnerabilities: this.#vulnerabilities(digest, changes) }
          : { secrets: [] }),
      },
    };
  }

  /** The same for each report about a digest, as from one scanner's database. */
  #vulnerabilities(digest: string, changes: number) {
    const seed = Number.parseInt(digest.slice(7, 15), 16);
    // Of four images one has something critical.
    const first = seed % 4 === 0 ? 0 : 1;
    return Array.from({ length: this.#findings + (changes % 2) }, (_, n) => ({
      vulnerabilityID: `CVE-2026-${(seed + n * 7) % 50_000}`,
      resource: `library-${n}`,
      installedVersion: '1.0.0',
      fixedVersion: n % 2 ? '1.0.1' : '',
      severity: ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'][Math.max(first, n % 4)],
      title: 'A title that is about as long as titles are in these reports',
      primaryLink: 'https://avd.example.com/nvd/cve-2026-00000',
      score: 7.5,
      links: [],
    }));
  }
}
