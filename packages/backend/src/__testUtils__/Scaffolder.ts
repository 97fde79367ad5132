import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import gitopsModule from '@portolan/plugin-scaffolder-backend-module-gitops';
import { Files, parseYaml, readFile, readFolder } from './repository';

type Step = { id: string; action: string; input?: Record<string, unknown> };

export type Template = {
  metadata: { name: string };
  spec: {
    parameters: Array<Record<string, unknown>>;
    steps: Step[];
    output: Record<string, unknown>;
  };
};

export type Action = {
  id: string;
  schema?: {
    input?: { properties?: Record<string, unknown>; required?: string[] };
    output?: { properties?: Record<string, unknown> };
  };
};

export function readTemplate(name: string): Template {
  const file = `templates/${name}/template.yaml`;
  return parseYaml<Template>(readFile(file), file)[0];
}

/** The real scaffolder, with our actions; it renders templates and changes nothing. */
export class Scaffolder {
  readonly #backend: Awaited<ReturnType<typeof startTestBackend>>;

  private constructor(backend: Awaited<ReturnType<typeof startTestBackend>>) {
    this.#backend = backend;
  }

  static async start(parameters: Record<string, string>): Promise<Scaffolder> {
    const backend = await startTestBackend({
      features: [
        scaffolderPlugin,
        gitopsModule,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              gitea: [{ host: 'git.test', baseUrl: parameters.gitUrl }],
            },
            gitops: {
              repositoryUrl: `${parameters.gitUrl}/meridian/platform-gitops`,
            },
            scaffolder: { defaultEnvironment: { parameters } },
          },
        }),
      ],
    });
    return new Scaffolder(backend);
  }

  async stop(): Promise<void> {
    await this.#backend.stop();
  }

  async actions(): Promise<Action[]> {
    const response = await fetch(this.#url('/v2/actions'));
    return response.json();
  }

  /** What the server says to these answers; the errors are empty when it accepts them. */
  async check(
    template: Template,
    values: Record<string, unknown>,
  ): Promise<Array<{ property: string; message: string }>> {
    const { errors } = await this.#dryRun({ template, values, files: {} });
    return errors ?? [];
  }

  /** Renders a template's folders by its own `fetch:template` steps; what a step changes outside is left out. */
  async render(name: string, values: Record<string, unknown>): Promise<Files> {
    const template = readTemplate(name);
    const steps = template.spec.steps.filter(
      step => step.action === 'fetch:template',
    );
    const { directoryContents, ...refused } = await this.#dryRun({
      template: { ...template, spec: { ...template.spec, steps, output: {} } },
      values,
      files: readFolder(`templates/${name}`),
    });
    if (!directoryContents) {
      throw new Error(`${name}: ${JSON.stringify(refused)}`);
    }
    return Object.fromEntries(
      directoryContents.map(({ path, base64Content }) => [
        path,
        Buffer.from(base64Content, 'base64').toString('utf8'),
      ]),
    );
  }

  async #dryRun(options: {
    template: Template;
    values: Record<string, unknown>;
    files: Files;
  }): Promise<{
    directoryContents?: Array<{ path: string; base64Content: string }>;
    errors?: Array<{ property: string; message: string }>;
    error?: { message: string };
  }> {
    const response = await fetch(this.#url('/v2/dry-run'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        template: options.template,
        values: options.values,
        directoryContents: Object.entries(options.files).map(
          ([path, content]) => ({
            path,
            base64Content: Buffer.from(content).toString('base64'),
          }),
        ),
      }),
    });
    return response.json();
  }

  #url(path: string): string {
    return `http://127.0.0.1:${this.#backend.server.port()}/api/scaffolder${path}`;
  }
}
