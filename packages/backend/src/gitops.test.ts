import {
  Manifest,
  manifests,
  parseYaml,
  readFolder,
} from './__testUtils__/repository';

const files = readFolder('gitops');
const repoURL = 'https://git.example.com/meridian/platform-gitops.git';
const projects = manifests(files, /^projects\/.*\.yaml$/);
const applications = manifests(files, /^bootstrap\/.*\.yaml$/);

type Destination = { name?: string; namespace?: string; server?: string };

const byName = (found: Manifest[]) =>
  new Map(found.map(manifest => [manifest.metadata.name, manifest]));

describe('gitops', () => {
  it('holds projects and root Applications, one a file, under the file’s name', () => {
    expect(projects.map(({ kind }) => kind)).toEqual(
      projects.map(() => 'AppProject'),
    );
    expect(applications.map(({ kind }) => kind)).toEqual(
      applications.map(() => 'Application'),
    );
    for (const [folder, found] of [
      ['projects', projects],
      ['bootstrap', applications],
    ] as const) {
      expect(
        found.map(({ metadata }) => `${folder}/${metadata.name}.yaml`).sort(),
      ).toEqual(
        Object.keys(files)
          .filter(file => file.startsWith(folder))
          .sort(),
      );
      for (const { metadata } of found)
        expect(metadata.namespace).toBe('argocd');
    }
  });

  it('lets every project use this repository and named places only', () => {
    for (const { metadata, spec } of projects) {
      expect(spec.sourceRepos).toEqual([repoURL]);
      for (const {
        name,
        namespace,
        server,
      } of spec.destinations as Destination[]) {
        expect(server).toBeUndefined();
        expect(name).toMatch(/^(nonprod|prod)$/);
        expect(namespace).toMatch(
          metadata.name === 'mesh'
            ? /^(istio-system|\*-(dev|staging|prod))$/
            : /^(argocd|default)$/,
        );
      }
    }
  });

  it('lets nothing cluster-wide be made but namespaces of services and policies', () => {
    const found = byName(projects);
    expect(found.get('platform')?.spec.clusterResourceWhitelist).toEqual([]);
    expect(found.get('tenants')?.spec.clusterResourceWhitelist).toEqual([]);
    expect(found.get('mesh')?.spec.clusterResourceWhitelist).toEqual([]);
    expect(found.get('policies')?.spec).toMatchObject({
      clusterResourceWhitelist: [
        'ValidatingPolicy',
        'ImageValidatingPolicy',
      ].map(kind => ({ group: 'policies.kyverno.io', kind })),
      namespaceResourceBlacklist: [{ group: '*', kind: '*' }],
    });
    expect(found.get('tenant-namespaces')?.spec).toMatchObject({
      clusterResourceWhitelist: ['*-dev', '*-staging', '*-prod'].map(name => ({
        group: '',
        kind: 'Namespace',
        name,
      })),
      namespaceResourceBlacklist: [{ group: '*', kind: '*' }],
    });
  });

  it('heals and prunes what the root Applications deploy, each within its project', () => {
    expect(applications.map(({ metadata }) => metadata.name).sort()).toEqual([
      'mesh-nonprod',
      'mesh-prod',
      'namespaces-dev',
      'namespaces-prod',
      'namespaces-staging',
      'policies-nonprod',
      'policies-prod',
      'root',
      'tenants',
    ]);
    for (const { metadata, spec } of applications) {
      expect(metadata.finalizers).toBeUndefined();
      expect(spec.source).toMatchObject({ repoURL, targetRevision: 'main' });
      expect(spec.syncPolicy).toEqual({
        automated: { prune: true, selfHeal: true },
      });
      const project = byName(projects).get(String(spec.project));
      expect(project?.spec.destinations).toContainEqual(spec.destination);
    }
  });

  it('takes each file of a tenant by exactly one root Application', () => {
    const takenBy = (path: string) =>
      applications
        .filter(({ spec }) => {
          const source = spec.source as {
            path: string;
            directory: { include: string };
          };
          const root = source.path === '.' ? '' : `${source.path}/`;
          return (
            path.startsWith(root) &&
            includes(source.directory.include, path.slice(root.length))
          );
        })
        .map(({ metadata }) => metadata.name);

    const service = 'tenants/booking/quote-api';
    expect(takenBy(`${service}/project.yaml`)).toEqual(['tenants']);
    for (const environment of ['dev', 'staging', 'prod']) {
      expect(takenBy(`${service}/applications/${environment}.yaml`)).toEqual([
        'tenants',
      ]);
      expect(takenBy(`${service}/namespaces/${environment}.yaml`)).toEqual([
        `namespaces-${environment}`,
      ]);
    }
    expect(takenBy('policies/allowed-registries.yaml')).toEqual([
      'policies-nonprod',
      'policies-prod',
    ]);
    expect(takenBy('mesh/prod/default.yaml')).toEqual(['mesh-prod']);
    expect(takenBy('projects/platform.yaml')).toEqual(['root']);
    expect(takenBy('bootstrap/root.yaml')).toEqual(['root']);
    expect(takenBy('clusters/prod/cluster.yaml')).toEqual([]);
    expect(takenBy(`${service}/anything.yaml`)).toEqual([]);
  });

  it('sends each environment’s namespaces to the cluster that hosts it', () => {
    const facts = Object.entries(files)
      .filter(([file]) => /^clusters\/[^/]+\/cluster\.yaml$/.test(file))
      .flatMap(([file, text]) =>
        parseYaml<{ name: string; environments: string[] }>(text, file),
      );
    expect(facts.flatMap(({ environments }) => environments).sort()).toEqual([
      'dev',
      'prod',
      'staging',
    ]);
    for (const { name, environments } of facts) {
      for (const environment of environments) {
        const application = byName(applications).get(
          `namespaces-${environment}`,
        );
        expect(application?.spec.destination).toMatchObject({ name });
      }
    }
  });
});

/** Argo CD's globs: `*` also stands for slashes, `{a,b}` for either. */
function includes(glob: string, path: string): boolean {
  const pattern = glob
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(
      /\{(.*)\}/,
      (_, either: string) => `(${either.replace(/,/g, '|')})`,
    );
  return new RegExp(`^${pattern}$`).test(path);
}
