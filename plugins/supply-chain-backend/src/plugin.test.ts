import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { eventually } from './__testUtils__/eventually';
import {
  digestOfName,
  podOf,
  vulnerabilityReportOf,
} from './__testUtils__/kubernetesObjects';
import { startPortal } from './__testUtils__/startPortal';
import { shop, TestFleet } from './__testUtils__/TestFleet';
import { createRouter } from './router';

jest.setTimeout(60_000);

const one = digestOfName('one');
const document = parse(
  readFileSync(join(__dirname, 'schema/openapi.yaml'), 'utf8'),
  { merge: true },
) as { paths: Record<string, { get: { responses: Answers } }>; components: {} };
type Answers = Record<
  string,
  { content: { 'application/json': { schema: { $ref: string } } } }
>;

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'openapi', components: document.components });

/** What is wrong with an answer, by what `openapi.yaml` says of its route. */
function problemsOf(route: string, status: number, body: unknown): string[] {
  const { responses } = document.paths[route].get;
  const { $ref } = (responses[status] ?? responses.default).content[
    'application/json'
  ].schema;
  const validate = ajv.getSchema(`openapi${$ref}`)!;
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

describe('supplyChainPlugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const started: { stop(): Promise<void> }[] = [];

  const start = async (options: Parameters<typeof startPortal>[1] = {}) => {
    const portal = await startPortal(await databases.init('SQLITE_3'), options);
    started.push(portal.backend);
    const { fleet } = portal;
    await fleet.components(
      { ...shop, repository: 'https://github.com/acme/shop' },
      { entityRef: 'component:default/hidden', kubernetesId: 'hidden' },
    );
    await fleet.tell('pods', {
      upserts: [
        podOf({ kubernetesId: 'shop' }),
        podOf({
          kubernetesId: 'hidden',
          name: 'hidden-1-a',
          replicaSet: 'hidden-1',
          namespace: 'hidden-dev',
          build: 'two',
        }),
        podOf({ name: 'n', replicaSet: 'n-1', namespace: 'n', build: 'three' }),
      ],
    });
    await fleet.tell('vulnerability-reports', {
      upserts: [vulnerabilityReportOf()],
    });
    await fleet.settle();
    return portal;
  };

  afterEach(async () => {
    await Promise.all(started.splice(0).map(backend => backend.stop()));
  });

  it('has the routes of openapi.yaml, and no other', () => {
    const router = createRouter({
      httpAuth: {} as never,
      service: {} as never,
    }) as unknown as { stack: { route: { path: string } }[] };
    const routes = router.stack.map(({ route }) =>
      route.path.replace(/:(\w+)/g, '{$1}'),
    );
    expect(routes.sort()).toEqual(Object.keys(document.paths).sort());
  });

  it('answers on every route as openapi.yaml says', async () => {
    const { get } = await start();
    const entity = 'entities/component/default/shop';
    const routes: [string, string, number][] = [
      [
        '/v1/entities/{kind}/{namespace}/{name}/verdict',
        `${entity}/verdict`,
        200,
      ],
      [
        '/v1/entities/{kind}/{namespace}/{name}/transitions',
        `${entity}/transitions`,
        200,
      ],
      [
        '/v1/entities/{kind}/{namespace}/{name}/verdict',
        'entities/component/default/none/verdict',
        404,
      ],
      ['/v1/digests/{digest}', `digests/${one}`, 200],
      ['/v1/digests/{digest}', 'digests/latest', 400],
      ['/v1/digests/{digest}', `digests/${digestOfName('none')}`, 404],
      [
        '/v1/digests/{digest}/findings',
        `digests/${one}/findings?severity=high&severity=low`,
        200,
      ],
      [
        '/v1/digests/{digest}/transitions',
        `digests/${one}/transitions?limit=1`,
        200,
      ],
      [
        '/v1/fleet',
        'fleet?sort=since&limit=2&owned=true&answer=pass&answer=unknown',
        200,
      ],
      ['/v1/fleet', 'fleet?sort=loudest', 400],
      ['/v1/fleet', 'fleet?colour=red', 400],
      ['/v1/fleet', 'fleet?cursor=x', 400],
      ['/v1/groups', 'groups?by=image&sort=criticals&limit=1', 200],
      ['/v1/groups', `groups?by=owner&digest=${one}`, 200],
      ['/v1/groups', 'groups', 400],
      ['/v1/history', 'history?days=7', 200],
      ['/v1/history', 'history?days=0', 400],
      ['/v1/unowned', 'unowned', 200],
      ['/v1/counts', 'counts', 200],
      ['/v1/sources', 'sources', 200],
    ];
    for (const [route, path, status] of routes) {
      const answer = await get(path);
      expect([
        path,
        answer.status,
        problemsOf(route, answer.status, answer.body),
      ]).toEqual([path, status, []]);
    }
    expect(problemsOf('/v1/counts', 200, {})).not.toEqual([]);
  });

  it('tells everything about a component and its digest', async () => {
    const { get } = await start();
    const { body } = await get('entities/component/default/shop/verdict');
    expect(body).toMatchObject({
      entityRef: shop.entityRef,
      environments: [{ namespace: 'shop-dev', answer: 'pass' }],
      sources: [
        {
          cluster: 'nonprod',
          kind: 'pods',
          state: 'unreachable',
          cause:
            'no replica has heard of the cluster for a while; 1 object makes no sense and is missing',
        },
        { kind: 'catalog', state: 'listing' },
      ],
    });
    const digest = await get(`digests/${one}`);
    expect(digest.body.images).toMatchObject([
      { report: { kind: 'ImageTrustReport' }, verdicts: [{ answer: 'pass' }] },
    ]);
    const counts = await get('counts');
    expect(counts.body).toMatchObject({ running: 3, unowned: 1 });
  });

  it('wants a user, and the permission on every route', async () => {
    const { get } = await start({ verdictRead: AuthorizeResult.DENY });
    for (const path of [
      'entities/component/default/shop/verdict',
      'entities/component/default/shop/transitions',
      `digests/${one}`,
      `digests/${one}/findings`,
      `digests/${one}/transitions`,
      'fleet',
      'groups?by=system',
      'history',
      'unowned',
      'counts',
      'sources',
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 403]);
      const stranger = await get(path, mockCredentials.none.header());
      expect([path, stranger.status]).toEqual([path, 401]);
    }
  });

  it('hides what belongs to an entity that the caller may not read', async () => {
    const { get } = await start({ readable: ['shop'] });
    const fleet = await get('fleet');
    expect(
      fleet.body.items.map(
        ({ entityRef }: { entityRef?: string }) => entityRef,
      ),
    ).toEqual(expect.arrayContaining([shop.entityRef, undefined]));
    expect(fleet.body.total).toBe(2);
    expect((await get('counts')).body.running).toBe(2);
    expect((await get('groups?by=image')).body.total).toBe(2);
    for (const path of [
      'entities/component/default/hidden/verdict',
      'entities/component/default/hidden/transitions',
      `digests/${digestOfName('two')}`,
      `digests/${digestOfName('two')}/findings`,
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    }
    expect((await get(`digests/${digestOfName('three')}`)).status).toBe(200);
  });

  it('does its work by itself, with the clusters that are configured', async () => {
    const database = await databases.init('SQLITE_3');
    // What is there before the start is due at the start: tasks run once here.
    const before = await TestFleet.create(database);
    await before.components(shop);
    await before.tell('pods', { upserts: [podOf({ kubernetesId: 'shop' })] });
    const { backend, get } = await startPortal(database, { alive: true });
    started.push(backend);
    await eventually(async () => {
      const { body } = await get('entities/component/default/shop/verdict');
      expect(body.environments[0].containers[0].verdict.checks[0].code).toBe(
        'NO_POLICY',
      );
      expect(body.sources).toMatchObject([
        { kind: 'catalog', state: 'current' },
      ]);
    });
  });

  it('does not start with a policy that says nothing, and names key and line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'policy-'));
    const path = join(folder, 'image-trust.yaml');
    writeFileSync(
      path,
      'apiVersion: image-trust.portolan.dev/v1\nkind: None\n',
    );
    await expect(
      startPortal(await databases.init('SQLITE_3'), {
        config: { policy: path },
      }),
    ).rejects.toThrow(/supplyChain\.policy: .*image-trust\.yaml:2:1 kind/);
  });
});
