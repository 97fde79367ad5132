import { Entity } from '@backstage/catalog-model';
import Ajv from 'ajv';
import ajvErrors from 'ajv-errors';
import { checkEntity } from './__testUtils__/checkEntity';
import { helmTemplate } from './__testUtils__/helmTemplate';
import {
  Files,
  Manifest,
  manifests,
  parseYaml,
  readFile,
  readFolder,
} from './__testUtils__/repository';
import { Action, readTemplate, Scaffolder } from './__testUtils__/Scaffolder';

jest.setTimeout(60_000);

const installation = {
  gitUrl: 'https://git.test',
  organization: 'meridian',
  ciFolder: '.gitea',
  registry: 'registry.test:5000',
  argocdUrl: 'https://argocd.test',
  pipelineUrl: 'https://git.test/meridian/{name}/actions',
  devCluster: 'nonprod',
  stagingCluster: 'nonprod',
  prodCluster: 'prod',
};

let scaffolder: Scaffolder;
let actions: Action[];

beforeAll(async () => {
  scaffolder = await Scaffolder.start(installation);
  actions = await scaffolder.actions();
});

afterAll(() => scaffolder.stop());

const names = Object.keys(readFolder('templates'))
  .filter(path => /^[^/]+\/template\.yaml$/.test(path))
  .map(path => path.split('/')[0]);

describe.each(names)('template %s', name => {
  const files = readFolder(`templates/${name}`);
  const template = readTemplate(name);

  it('is an entity of the name of its folder', async () => {
    await checkEntity(template as unknown as Entity);
    expect(template.metadata.name).toBe(name);
  });

  it('gives every action what it asks for, and reads what it answers', () => {
    const answersOf = new Map<string, string[]>();
    for (const step of template.spec.steps) {
      const action = actions.find(({ id }) => id === step.action);
      expect([step.action, action?.id]).toEqual([step.action, step.action]);
      const { properties = {}, required = [] } = action?.schema?.input ?? {};
      const given = Object.keys(step.input ?? {});
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(required));

      // A step may only read those before it.
      expectOutputs(step, answersOf);
      const answers = action?.schema?.output?.properties ?? {};
      answersOf.set(step.id, Object.keys(answers));
    }
    expectOutputs(template.spec.output, answersOf);
  });

  it('renders its folders with values that every step gives, all explained', () => {
    const used = Object.entries(files)
      .filter(([path]) => /^(skeleton|gitops)\//.test(path))
      .flatMap(([, text]) => [...text.matchAll(/\$\{\{ values\.([\w.]+)/g)])
      .map(([, path]) => path);
    expect(used).not.toHaveLength(0);
    const fetches = template.spec.steps.filter(
      step => step.action === 'fetch:template',
    );
    for (const path of new Set(used)) {
      for (const { input } of fetches) {
        expect(input).toHaveProperty(`values.${path}`);
      }
      const [key] = path.split('.');
      expect(files['README.md']).toMatch(new RegExp(`\`${key}\\b`));
    }
  });

  it('reads keys of the configuration that its README explains and every configuration has', () => {
    const used = new Set(
      [
        ...files['template.yaml'].matchAll(/environment\.parameters\.(\w+)/g),
      ].map(([, key]) => key),
    );
    for (const key of used) {
      expect(files['README.md']).toMatch(new RegExp(`\`${key}\``));
    }
    for (const file of [
      'app-config.sandbox.yaml',
      'app-config.production.yaml',
    ]) {
      const [config] = parseYaml<object>(readFile(file), file);
      for (const key of used) {
        expect(config).toHaveProperty([
          'scaffolder',
          'defaultEnvironment',
          'parameters',
          key,
        ]);
      }
    }
  });
});

function expectOutputs(part: unknown, answersOf: Map<string, string[]>) {
  const references = JSON.stringify(part).matchAll(
    /steps\.(\w+)\.output\.(\w+)/g,
  );
  for (const [, step, output] of references) {
    expect({ step, outputs: answersOf.get(step) }).toEqual({
      step,
      outputs: expect.arrayContaining([output]),
    });
  }
}

describe('template service', () => {
  const environments = ['dev', 'staging', 'prod'] as const;
  const digest = `sha256:${'a'.repeat(64)}`;
  const image = { repository: 'registry.test:5000/meridian/quote-api', digest };

  const answers = {
    name: 'quote-api',
    description: `Prices a "shipment": it's {{ weight }}, {% date %} & # 100 %`,
    owner: 'group:default/booking',
    system: 'system:default/freight-desk',
    port: 9090,
    dev: { replicas: 1, cpu: '50m', memory: '128Mi' },
    staging: { replicas: 1, cpu: '0.5', memory: '128Mi' },
    prod: { replicas: 2, cpu: '1', memory: '1Gi' },
    visibility: 'private',
  };

  let repository: Files;
  let gitops: Files;

  beforeAll(async () => {
    const rendered = await scaffolder.render('service', answers);
    repository = below('repository/', rendered);
    gitops = below('gitops/', rendered);
  });

  describe('its form', () => {
    const template = readTemplate('service');
    const ajv = new Ajv({ allErrors: true, strict: false });
    ajvErrors(ajv);
    const screens = template.spec.parameters.map(screen => ajv.compile(screen));

    /** What stands beside the fields when a person gives these answers. */
    const messages = (changed: Record<string, unknown>): string[] =>
      screens.flatMap(check => {
        check({ ...answers, ...changed });
        return (check.errors ?? []).map(error => error.message ?? '');
      });

    it('takes what is right, in the browser and on the server', async () => {
      expect(messages({})).toEqual([]);
      await expect(scaffolder.check(template, answers)).resolves.toEqual([]);
    });

    it.each([
      ['name', 'Quote Api', /lower-case/i],
      ['name', '1st-api', /starts with a letter/],
      ['name', 'quote-', /does not end with a hyphen/],
      ['name', 'quote_api', /lower-case/i],
      ['name', 'ab', /at least 3/i],
      ['name', 'a'.repeat(41), /at most 40/i],
      ['name', 'default', /platform's own/],
      ['description', 'two\nlines', /one line/i],
      ['owner', 'user:default/sam.rivera', /a team/i],
      ['owner', 'group:default/..', /a team/i],
      ['system', 'booking', /a system/i],
      ['port', 80, /from 1024/i],
      ['port', 70_000, /at most 65535/i],
      ['dev', { ...answers.dev, cpu: '50' }, /thousandths/i],
      ['dev', { ...answers.dev, memory: '64Mi' }, /from 100Mi/i],
      ['prod', { ...answers.prod, replicas: 0 }, />= 1/],
    ])('refuses %s %p, and says why', async (field, value, message) => {
      expect(messages({ [field]: value })).toEqual([
        expect.stringMatching(message),
      ]);
      await expect(
        scaffolder.check(template, { ...answers, [field]: value }),
      ).resolves.not.toEqual([]);
    });

    it('has no default for what decides whose it is', () => {
      for (const field of ['name', 'description', 'owner', 'system']) {
        expect(messages({ [field]: undefined })).toHaveLength(1);
      }
    });

    it('refuses every name whose AppProject or Application is the platform’s', () => {
      const own = manifests(readFolder('gitops'), /^(projects|bootstrap)\//);
      const taken = own.flatMap(({ kind, metadata }) =>
        kind === 'AppProject'
          ? [metadata.name]
          : environments
              .filter(environment => metadata.name.endsWith(`-${environment}`))
              .map(environment =>
                metadata.name.slice(0, -environment.length - 1),
              ),
      );
      expect(new Set(taken).size).toBeGreaterThan(2);
      for (const name of [...taken, 'default', 'platform-gitops']) {
        expect([name, ...messages({ name })]).toHaveLength(2);
      }
    });

    it('shows every answer on the last page under a name of its own', () => {
      const titles = template.spec.parameters.flatMap(titlesOf);
      expect(titles).toHaveLength(new Set(titles).size);
      expect(titles).toEqual(
        expect.arrayContaining(['Name', 'dev: replicas', 'prod: memory']),
      );
    });
  });

  describe('its repository', () => {
    it('is rendered whole, and parses', () => {
      for (const [file, text] of Object.entries(repository)) {
        expect([file, text.includes('${{ values')]).toEqual([file, false]);
        if (/\.ya?ml$/.test(file) && !/^deploy\/chart\/templates/.test(file)) {
          parseYaml(text, file);
        }
        if (/(package|package-lock|schema)\.json$/.test(file)) JSON.parse(text);
      }
    });

    it('is read by the catalog, and found by what runs', async () => {
      const entities = parseYaml<Entity>(
        repository['catalog-info.yaml'],
        'catalog-info.yaml',
      );
      for (const entity of entities) await checkEntity(withText(entity));

      expect(entities[0]).toMatchObject({
        kind: 'Component',
        metadata: {
          name: 'quote-api',
          description: answers.description,
          annotations: {
            'argocd/app-selector': 'backstage.io/kubernetes-id=quote-api',
            'backstage.io/kubernetes-id': 'quote-api',
            'backstage.io/techdocs-ref': 'dir:.',
          },
          links: [
            { url: 'https://argocd.test/applications?proj=quote-api' },
            { url: 'https://git.test/meridian/quote-api/actions' },
          ],
        },
        spec: {
          owner: 'group:default/booking',
          system: 'freight-desk',
          providesApis: ['quote-api'],
        },
      });
      expect(entities[1]).toMatchObject({
        kind: 'API',
        metadata: { name: 'quote-api' },
        spec: { definition: { $text: './openapi.yaml' } },
      });
      expect(repository['openapi.yaml']).toMatch(/^openapi: 3/);
    });

    it('installs what package.json asks for, from whatever registry', () => {
      const manifest = JSON.parse(repository['package.json']);
      const lock = JSON.parse(repository['package-lock.json']);
      const { name, version, dependencies, devDependencies } = manifest;
      expect(lock.packages['']).toMatchObject({
        name,
        version,
        dependencies,
        devDependencies,
      });
      expect(repository['package-lock.json']).not.toContain('"resolved"');
    });

    it('builds from pinned images and pinned actions only', () => {
      const bases = repository.Dockerfile.match(/^ARG \w+_IMAGE=.*$/gm);
      expect(bases).toHaveLength(2);
      for (const base of bases ?? []) {
        expect(base).toMatch(/@sha256:[a-f0-9]{64}$/);
      }
      for (const [, from] of repository.Dockerfile.matchAll(/^FROM (\S+)/gm)) {
        expect(from).toMatch(/^\$\{\w+_IMAGE\}$/);
      }
      const workflow = repository['.gitea/workflows/ci.yaml'];
      const used = [...workflow.matchAll(/uses: (.*)$/gm)];
      expect(used).not.toHaveLength(0);
      for (const [, action] of used) {
        expect(action).toMatch(/^[\w-]+\/[\w-]+@[a-f0-9]{40} # v\d/);
      }
    });

    it('declares the stages of the pipeline', () => {
      const workflow = repository['.gitea/workflows/ci.yaml'];
      const stages = [...workflow.matchAll(/- id: (\S+)/g)].map(([, id]) => id);
      expect(stages).toEqual([
        'checkout',
        'test',
        'build-image',
        'publish-image',
        'sbom',
        'scan',
        'sign',
        'attest',
        'publish-docs',
        'deploy-dev',
      ]);
      expect(workflow).toContain('${{ secrets.REGISTRY_TOKEN }}');
    });
  });

  describe('its chart', () => {
    const render = (
      environment: string,
      values: Record<string, unknown>,
      apiVersions?: string[],
    ) =>
      helmTemplate({
        chart: below('deploy/chart/', repository),
        valueFiles: ['values.yaml', `values-${environment}.yaml`],
        values,
        apiVersions,
      });

    const labels = {
      'app.kubernetes.io/name': 'quote-api',
      'app.kubernetes.io/part-of': 'freight-desk',
      'backstage.io/kubernetes-id': 'quote-api',
    };
    const always = [
      'NetworkPolicy',
      'NetworkPolicy',
      'Service',
      'ServiceAccount',
    ];

    it.each(environments)(
      'runs nothing in %s before it was built',
      async at => {
        const objects = await render(at, {});
        expect(objects.map(({ kind }) => kind).sort()).toEqual(always);
      },
    );

    it.each(environments)(
      'runs the given digest in %s, restricted',
      async at => {
        const objects = await render(at, { image });
        const replicas = answers[at].replicas;
        expect(objects.map(({ kind }) => kind).sort()).toEqual(
          [
            ...always,
            'Deployment',
            ...(replicas > 1 ? ['PodDisruptionBudget'] : []),
          ].sort(),
        );
        for (const object of objects) {
          expect(object.metadata.labels).toEqual(labels);
          expect(object.metadata.namespace).toBeUndefined();
        }

        expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject(
          {
            spec: {
              replicas,
              template: {
                metadata: { labels },
                spec: {
                  automountServiceAccountToken: false,
                  securityContext: {
                    runAsNonRoot: true,
                    seccompProfile: { type: 'RuntimeDefault' },
                  },
                  containers: [
                    {
                      image: `${image.repository}@${digest}`,
                      env: expect.arrayContaining([
                        { name: 'PORT', value: '9090' },
                      ]),
                      ports: [{ name: 'http', containerPort: 9090 }],
                      livenessProbe: {
                        httpGet: { path: '/healthz', port: 'http' },
                      },
                      readinessProbe: {
                        httpGet: { path: '/readyz', port: 'http' },
                      },
                      resources: {
                        requests: {
                          cpu: answers[at].cpu,
                          memory: answers[at].memory,
                        },
                        limits: { memory: answers[at].memory },
                      },
                      securityContext: {
                        allowPrivilegeEscalation: false,
                        readOnlyRootFilesystem: true,
                        capabilities: { drop: ['ALL'] },
                      },
                    },
                  ],
                },
              },
            },
          },
        );
      },
    );

    it('is scraped where the cluster knows how', async () => {
      const objects = await render('dev', { image }, [
        'monitoring.coreos.com/v1/ServiceMonitor',
      ]);
      expect(objects.map(({ kind }) => kind)).toContain('ServiceMonitor');
    });

    it('lets in and out only whom it names', async () => {
      const objects = await render('dev', {
        networkPolicy: {
          ingress: { services: ['booking-api'], namespaces: [] },
          egress: { services: ['tariff-service'] },
        },
      });
      const policies = objects.filter(({ kind }) => kind === 'NetworkPolicy');
      const peer = (service: string) => ({
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': `${service}-dev` },
        },
        podSelector: { matchLabels: { 'app.kubernetes.io/name': service } },
      });
      expect(policies.map(({ spec }) => spec)).toEqual([
        { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        {
          podSelector: {
            matchLabels: { 'app.kubernetes.io/name': 'quote-api' },
          },
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            {
              ports: [{ port: 'http', protocol: 'TCP' }],
              from: [peer('booking-api')],
            },
          ],
          egress: [
            expect.objectContaining({
              ports: [
                { port: 53, protocol: 'UDP' },
                { port: 53, protocol: 'TCP' },
              ],
            }),
            { to: [peer('tariff-service')] },
          ],
        },
      ]);
    });

    it.each([
      ['a tag', { image: { ...image, tag: 'latest' } }],
      [
        'a tag in the repository',
        { image: { repository: 'r.test/a:1', digest } },
      ],
      ['what is no digest', { image: { ...image, digest: 'latest' } }],
      ['a digest of nothing', { image: { repository: '', digest } }],
      ['a value that it does not know', { replicaCount: 3 }],
    ])('refuses %s', async (_, values) => {
      await expect(render('dev', values)).rejects.toThrow(
        /don't meet the specifications of the schema/,
      );
    });
  });

  describe('its change to the GitOps repository', () => {
    const only = (path: RegExp): Manifest => {
      const found = manifests(gitops, path);
      expect(found).toHaveLength(1);
      return found[0];
    };

    it('is three environments and one project', () => {
      expect(Object.keys(gitops).sort()).toEqual([
        ...environments.map(each => `applications/${each}.yaml`).sort(),
        ...environments.map(each => `namespaces/${each}.yaml`).sort(),
        'project.yaml',
      ]);
    });

    it('lets the service deploy its own repository to its own namespaces, and no more', () => {
      expect(only(/^project/)).toMatchObject({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { name: 'quote-api', namespace: 'argocd' },
        spec: {
          sourceRepos: ['https://git.test/meridian/quote-api.git'],
          destinations: [
            { name: 'nonprod', namespace: 'quote-api-dev' },
            { name: 'nonprod', namespace: 'quote-api-staging' },
            { name: 'prod', namespace: 'quote-api-prod' },
          ],
          clusterResourceWhitelist: [],
        },
      });
      expect(gitops['project.yaml']).not.toContain('*');
    });

    it('allows the kinds of the chart', async () => {
      const objects = await helmTemplate({
        chart: below('deploy/chart/', repository),
        valueFiles: ['values.yaml', 'values-prod.yaml'],
        values: { image },
        apiVersions: ['monitoring.coreos.com/v1/ServiceMonitor'],
      });
      const groupKind = ({ apiVersion, kind }: Manifest) => ({
        group: apiVersion.includes('/') ? apiVersion.split('/')[0] : '',
        kind,
      });
      expect(only(/^project/).spec.namespaceResourceWhitelist).toEqual(
        expect.arrayContaining(objects.map(groupKind)),
      );
    });

    it.each(environments)('adds %s', environment => {
      const cluster = environment === 'prod' ? 'prod' : 'nonprod';
      expect(only(new RegExp(`^applications/${environment}`))).toEqual({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: {
          name: `quote-api-${environment}`,
          namespace: 'argocd',
          labels: {
            'backstage.io/kubernetes-id': 'quote-api',
            'portolan.io/environment': environment,
          },
          finalizers: ['resources-finalizer.argocd.argoproj.io'],
        },
        spec: {
          project: 'quote-api',
          source: {
            repoURL: 'https://git.test/meridian/quote-api.git',
            path: 'deploy/chart',
            targetRevision: 'main',
            helm: {
              valueFiles: ['values.yaml', `values-${environment}.yaml`],
              valuesObject: { image: { ...image, digest: '' } },
            },
          },
          destination: { name: cluster, namespace: `quote-api-${environment}` },
          syncPolicy: expect.objectContaining({
            automated: { prune: true, selfHeal: true },
          }),
        },
      });
      expect(only(new RegExp(`^namespaces/${environment}`))).toEqual({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: `quote-api-${environment}`,
          labels: {
            'backstage.io/kubernetes-id': 'quote-api',
            'portolan.io/environment': environment,
            'portolan.io/owner': 'booking',
            'pod-security.kubernetes.io/enforce': 'restricted',
          },
        },
      });
      expect(repository).toHaveProperty([
        `deploy/chart/values-${environment}.yaml`,
      ]);
    });
  });
});

function below(prefix: string, files: Files): Files {
  return Object.fromEntries(
    Object.entries(files)
      .filter(([path]) => path.startsWith(prefix))
      .map(([path, text]) => [path.slice(prefix.length), text]),
  );
}

/** An API as the catalog sees it once it has put the file in place of `$text`. */
function withText(entity: Entity): Entity {
  return entity.kind === 'API'
    ? { ...entity, spec: { ...entity.spec, definition: 'openapi: 3.1.0' } }
    : entity;
}

type Field = {
  title?: string;
  properties?: Record<string, Field>;
  'ui:backstage'?: { review?: { name?: string } };
};

/** What the review page calls each answer. */
function titlesOf({ properties = {} }: Field): string[] {
  return Object.values(properties).flatMap(field =>
    field.properties
      ? titlesOf(field)
      : [field['ui:backstage']?.review?.name ?? field.title ?? ''],
  );
}
