import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import { GiteaBench } from './__testUtils__/GiteaBench';
import { gitOpsScaffolderModule } from './module';

// A catalog and a scaffolder at work, beside other tests.
jest.setTimeout(60_000);

const taskSchema = z.object({ status: z.string() });
const eventsSchema = z.array(
  z.object({ body: z.object({ message: z.string() }).passthrough() }),
);

const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'service' },
  spec: {
    owner: 'platform',
    type: 'service',
    parameters: [
      {
        title: 'Service',
        required: ['name'],
        properties: { name: { type: 'string' }, repoUrl: { type: 'string' } },
      },
    ],
    steps: [
      {
        id: 'render',
        action: 'fetch:template',
        input: {
          url: './skeleton',
          values: { name: '${{ parameters.name }}' },
        },
      },
      {
        id: 'publish',
        action: 'gitops:repository:publish',
        input: {
          repositoryUrl: '${{ parameters.repoUrl }}',
          exclude: ['gitops/**'],
        },
      },
      {
        id: 'propose',
        action: 'gitops:change:propose',
        input: {
          sourcePath: './gitops',
          targetPath: 'tenants/booking/${{ parameters.name }}',
          title: 'Run ${{ parameters.name }}',
          keepExisting: ['applications/*.yaml'],
        },
      },
      {
        id: 'merged',
        action: 'gitops:change:await',
        input: {
          pullRequestUrl: '${{ steps.propose.output.pullRequestUrl }}',
          commitHash: '${{ steps.propose.output.commitHash }}',
        },
      },
      {
        id: 'register',
        action: 'catalog:component:register',
        input: {
          repoContentsUrl: '${{ steps.publish.output.repoContentsUrl }}',
        },
      },
    ],
    output: {
      text: [
        {
          title: 'Component',
          content: '${{ steps.register.output.entityRef }}',
        },
      ],
    },
  },
};

/** The actions in a template, run by the real scaffolder beside the real catalog. */
describe('the module', () => {
  const directory = createMockDirectory();
  let gitea: GiteaBench;
  let backend: TestBackend;

  beforeAll(async () => {
    directory.setContent({
      'template.yaml': stringify(template),
      skeleton: {
        'catalog-info.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: \${{ values.name }}
spec:
  type: service
  lifecycle: production
  owner: booking
`,
        gitops: {
          'project.yaml': 'kind: AppProject # ${{ values.name }}\n',
          applications: { 'dev.yaml': 'digest: ""\n' },
        },
      },
    });
    gitea = await GiteaBench.start();
    await gitea.createRepository('platform-gitops', { 'README.md': '' });
    backend = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderEntityModel,
        scaffolderPlugin,
        gitOpsScaffolderModule,
        mockServices.rootConfig.factory({
          data: {
            integrations: gitea.integrations,
            gitops: {
              repositoryUrl: gitea.urlOf('platform-gitops'),
              autoMerge: 'when-allowed',
            },
            catalog: {
              locations: [
                {
                  type: 'file',
                  target: directory.resolve('template.yaml'),
                  rules: [{ allow: ['Template'] }],
                },
              ],
            },
          },
        }),
      ],
    });
    await until(() =>
      ask('GET', '/api/catalog/entities/by-name/template/default/service'),
    );
  });
  afterAll(() => gitea.stop());

  async function ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<unknown> {
    const response = await fetch(
      `http://127.0.0.1:${backend.server.port()}${path}`,
      {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
      },
    );
    if (!response.ok) throw new Error(await response.text());
    return response.json();
  }

  /** Looks until it is there; the test's time limit ends it. */
  async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
    for (;;) {
      const found = await look().catch(() => undefined);
      if (found !== undefined) return found;
      await delay(50);
    }
  }

  async function runTemplate(
    name: string,
  ): Promise<{ status: string; log: string }> {
    const { host } = new URL(gitea.gitHost.url);
    const { id } = z.object({ id: z.string() }).parse(
      await ask('POST', '/api/scaffolder/v2/tasks', {
        templateRef: 'template:default/service',
        values: { name, repoUrl: `${host}?owner=meridian&repo=${name}` },
      }),
    );
    const status = await until(async () => {
      const task = await ask('GET', `/api/scaffolder/v2/tasks/${id}`);
      const now = taskSchema.parse(task).status;
      return ['completed', 'failed'].includes(now) ? now : undefined;
    });
    const events = eventsSchema.parse(
      await ask('GET', `/api/scaffolder/v2/tasks/${id}/events`),
    );
    return { status, log: events.map(({ body }) => body.message).join('\n') };
  }

  it('offers the actions', async () => {
    const actions = z
      .array(z.object({ id: z.string() }))
      .parse(await ask('GET', '/api/scaffolder/v2/actions'));
    expect(actions.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'argocd:application:await',
        'catalog:component:register',
        'gitops:change:await',
        'gitops:change:propose',
        'gitops:repository:publish',
      ]),
    );
  });

  it('brings a service from a template to the catalog, once however often it is run', async () => {
    const first = await runTemplate('quote-api');
    expect(first).toMatchObject({ status: 'completed' });
    expect(first.log).toContain(`Created ${gitea.urlOf('quote-api')}`);
    const after = await gitea.snapshot();
    await expect(
      gitea.read(
        'platform-gitops',
        'tenants/booking/quote-api/applications/dev.yaml',
      ),
    ).resolves.toBe('digest: ""\n');
    await expect(
      ask('GET', '/api/catalog/entities/by-name/component/default/quote-api'),
    ).resolves.toMatchObject({ spec: { owner: 'booking' } });

    const second = await runTemplate('quote-api');
    expect(second).toMatchObject({ status: 'completed' });
    expect(second.log).toContain('holds exactly this: nothing to do');
    expect(await gitea.snapshot()).toEqual(after);
  });

  it('ends with one of each when the Git host failed in the middle and is back', async () => {
    gitea.gitHost.faults.add({
      kind: 'status',
      status: 500,
      method: 'POST',
      path: '/api/v1/repos/meridian/platform-gitops/pulls',
    });
    const first = await runTemplate('tariff-service');
    expect(first.status).toBe('failed');
    expect(first.log).toContain(
      'There is already branch portolan/run-tariff-service; running it again goes on from there; caused by ServiceUnavailableError: Gitea at',
    );

    gitea.gitHost.faults.clear();
    const second = await runTemplate('tariff-service');
    expect(second).toMatchObject({ status: 'completed' });
    expect(second.log).not.toContain('Created');
    await expect(
      gitea.read(
        'platform-gitops',
        'tenants/booking/tariff-service/project.yaml',
      ),
    ).resolves.toBe('kind: AppProject # tariff-service\n');
    const snapshot = JSON.stringify(await gitea.snapshot());
    expect(snapshot.match(/"number"/g)).toHaveLength(2);
    expect(snapshot).not.toContain('portolan/run-tariff-service');
  });
});
