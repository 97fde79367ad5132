import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { systemClock } from '@portolan/plugin-gitops-node';
import { describeScaffolderAction } from '../__testUtils__/describeScaffolderAction';
import { GiteaBench } from '../__testUtils__/GiteaBench';
import { ManualClock } from '../__testUtils__/ManualClock';
import { runAction } from '../__testUtils__/runAction';
import { startServices } from '../__testUtils__/startServices';
import { createRegisterComponentAction } from './registerComponent';

const catalogInfo = (name: string) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
  owner: booking
`;

// Git and a catalog at work, beside other tests.
jest.setTimeout(30_000);

/** With a real catalog, which reads a real Git host. */
describe('catalog:component:register', () => {
  const workspace = createMockDirectory();
  let gitea: GiteaBench;
  let catalog: CatalogService;
  let name: string;
  let count = 0;

  beforeAll(async () => {
    gitea = await GiteaBench.start();
    ({ catalog } = await startServices({ integrations: gitea.integrations }));
  });
  afterAll(() => gitea.stop());
  beforeEach(async () => {
    count += 1;
    name = `quote-api-${count}`;
    await gitea.createRepository(name, {
      'catalog-info.yaml': catalogInfo(name),
      'broken.yaml': 'kind: Component\nmetadata: {}\n',
    });
  });

  const contentsUrl = () => `${gitea.urlOf(name)}/src/branch/main`;
  const run = (given: object = {}, clock = systemClock) =>
    runAction(
      createRegisterComponentAction({ catalog, clock }),
      { repoContentsUrl: contentsUrl(), ...given },
      { workspacePath: workspace.path },
    );
  const locations = async () => {
    const { items } = await catalog.getLocations(
      {},
      { credentials: mockCredentials.user() },
    );
    return items.map(({ target }) => target).sort();
  };

  describeScaffolderAction(
    async () => ({
      action: createRegisterComponentAction({ catalog, clock: systemClock }),
      input: { repoContentsUrl: contentsUrl() },
      workspacePath: workspace.path,
      effects: locations,
    }),
    { hasEffect: true },
  );

  it('ends when the entity can be read', async () => {
    const { output } = await run();
    expect(output).toEqual({
      result: 'registered',
      entityRef: `component:default/${name}`,
      catalogInfoUrl: `${contentsUrl()}/catalog-info.yaml`,
    });
    await expect(
      catalog.getEntityByRef(String(output.entityRef), {
        credentials: mockCredentials.user(),
      }),
    ).resolves.toMatchObject({ metadata: { name } });

    const again = await run({ repoContentsUrl: `${contentsUrl()}/` });
    expect(again.output).toEqual({ ...output, result: 'unchanged' });
  });

  it('fails with the catalog’s reason on a file that is broken or not there', async () => {
    await expect(run({ catalogInfoPath: 'broken.yaml' })).rejects.toThrow(
      /^The catalog does not take .*broken\.yaml; caused by InputError: .*required property 'apiVersion'/s,
    );
    await expect(run({ catalogInfoPath: 'nothing.yaml' })).rejects.toThrow(
      /^The catalog does not take .*nothing\.yaml; caused by .*nothing\.yaml/s,
    );
    expect(await locations()).not.toContain(`${contentsUrl()}/broken.yaml`);
  });

  it('says that a component of that name is shown from elsewhere', async () => {
    await run();
    const other = `${name}-copy`;
    await gitea.createRepository(other, {
      'catalog-info.yaml': catalogInfo(name),
    });
    await expect(
      run({ repoContentsUrl: `${gitea.urlOf(other)}/src/branch/main` }),
    ).rejects.toThrow(
      `component:default/${name} is in the catalog already, from ${contentsUrl()}/catalog-info.yaml`,
    );
  });

  it('does not wait longer than it is told for a catalog that is slow', async () => {
    const slow = new Proxy(catalog, {
      get: (target, key) =>
        key === 'getEntityByRef'
          ? async () => undefined
          : Reflect.get(target, key).bind(target),
    });
    const clock = new ManualClock();
    const { output, log } = await runAction(
      createRegisterComponentAction({ catalog: slow, clock }),
      { repoContentsUrl: contentsUrl(), timeoutSeconds: 5 },
      { workspacePath: workspace.path },
    );
    expect(output).toMatchObject({
      result: 'processing',
      entityRef: `component:default/${name}`,
    });
    expect(log[log.length - 1]).toContain('will appear when');
  });
});
