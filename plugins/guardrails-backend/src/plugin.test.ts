import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ControlCell } from '@portolan/plugin-guardrails-common';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  exceptionOf,
  namespaceOf,
  peerAuthenticationOf,
  podOf,
  policyPair,
  replicaSetOf,
  reportOf,
  stageLabel,
} from './__testUtils__/kubernetesObjects';
import { startPortal } from './__testUtils__/startPortal';
import { shop, type TestClusters } from './__testUtils__/TestClusters';
import { matrixQuery, noQuery, policyQuery, resultsQuery } from './queries';
import { createRouter } from './router';

jest.setTimeout(60_000);

type Parameter = { name: string; in: string };
type Route = { get: { parameters?: { $ref: string }[] } };
const document = parse(
  readFileSync(join(__dirname, 'schema/openapi.yaml'), 'utf8'),
) as {
  paths: Record<string, Route & { get: { responses: Record<string, any> } }>;
  components: { parameters: Record<string, Parameter> };
};
const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema({ $id: 'openapi', components: document.components });

/** What is wrong with an answer, by what `openapi.yaml` says of its route. */
function problemsOf(route: string, status: number, body: unknown): string[] {
  const said = document.paths[route].get.responses[status];
  const $ref =
    said?.content['application/json'].schema.$ref ??
    '#/components/schemas/Error';
  const validate = ajv.getSchema(`openapi${$ref}`)!;
  validate(body);
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message}`,
  );
}

const entity = 'entities/component/default/shop/guardrails';
const entityRoute = '/v1/entities/{kind}/{namespace}/{name}/guardrails';
const policyRoute = '/v1/policies/{cluster}/{kind}/{name}';
const policy = 'policies/nonprod/ValidatingPolicy/disallow-latest-tag-audit';
const wholeList: [route: string, path: string, status: number][] = [
  [entityRoute, entity, 200],
  [entityRoute, 'entities/component/default/none/guardrails', 404],
  [
    '/v1/results',
    'results?limit=1&environment=dev&cluster=nonprod&namespace=shop-dev&control=disallow-latest-tag&result=fail&result=error&severity=medium&stage=audit&owner=group:default/booking&owned=true&text=tag&entityRef=component:default/shop',
    200,
  ],
  ['/v1/results', 'results', 200],
  ['/v1/matrix', 'matrix', 200],
  [
    '/v1/matrix',
    'matrix?limit=1&cluster=nonprod&owner=group:default/booking&environment=dev&answer=fail&stage=audit&stage=STRICT&text=shop',
    200,
  ],
  ['/v1/namespaces/{cluster}/{namespace}', 'namespaces/nonprod/shop-dev', 200],
  ['/v1/namespaces/{cluster}/{namespace}', 'namespaces/nonprod/none', 404],
  ['/v1/policies', 'policies', 200],
  [policyRoute, policy, 200],
  [policyRoute, `${policy}?namespace=shop-dev`, 404],
  ['/v1/exceptions', 'exceptions', 200],
  ['/v1/sources', 'sources', 200],
];

/** The shop in dev with a report, and in prod without; something of nobody; something hidden. */
async function fill(clusters: TestClusters) {
  await clusters.components(shop, {
    ...shop,
    entityRef: 'component:default/hidden',
    kubernetesId: 'hidden',
  });
  const prod = { cluster: 'prod' };
  await clusters.tell('namespaces', [
    namespaceOf('shop-dev'),
    namespaceOf('empty'),
  ]);
  await clusters.tell(
    'namespaces',
    [namespaceOf('shop-prod', { [stageLabel]: 'enforce' })],
    prod,
  );
  await clusters.tell('validating-policies', policyPair());
  await clusters.tell('validating-policies', policyPair(), prod);
  await clusters.tell('peer-authentications', [
    peerAuthenticationOf('STRICT', 'istio-system'),
  ]);
  await clusters.tell('replica-sets', [replicaSetOf()]);
  await clusters.tell(
    'replica-sets',
    [replicaSetOf({ namespace: 'shop-prod' })],
    prod,
  );
  await clusters.tell('pods', [podOf(), podOf({ app: 'hidden' })]);
  await clusters.tell('pods', [podOf({ namespace: 'shop-prod' })], prod);
  await clusters.tell('policy-reports', [
    reportOf(),
    reportOf({ app: 'hidden' }),
    reportOf({ about: { kind: 'ConfigMap', name: 'odd' }, source: 'falco' }),
  ]);
  await clusters.tell('policy-exceptions', [
    exceptionOf({ expiresAt: '2026-01-01T00:00:00Z' }),
  ]);
}

describe('guardrailsPlugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    const started: { stop(): Promise<void> }[] = [];
    const start = async (options: Parameters<typeof startPortal>[1] = {}) => {
      const portal = await startPortal(await databases.init(id), options);
      started.push(portal.backend);
      await fill(portal.clusters);
      const cell = async (control: string, namespace: string) => {
        const { body } = await portal.get(`matrix?text=${namespace}`);
        const [row] = body.items as { cells: ControlCell[] }[];
        const found = row.cells.find(one => one.control === control);
        return found && [found.stage, found.code, found.answer];
      };
      return { ...portal, cell };
    };

    afterEach(async () => {
      await Promise.all(started.splice(0).map(backend => backend.stop()));
    });

    it('answers on every route as openapi.yaml says', async () => {
      const { get } = await start();
      for (const [route, path, status] of wholeList) {
        const { status: got, body } = await get(path);
        expect([path, got, problemsOf(route, got, body)]).toEqual([
          path,
          status,
          [],
        ]);
      }
      expect(problemsOf('/v1/matrix', 200, {})).not.toEqual([]);
    });

    it('tells of a component what is found, and what stops it later', async () => {
      const { get } = await start();
      const { body } = await get(entity);
      expect(body.environments).toMatchObject([
        {
          environment: 'dev',
          answer: 'fail',
          open: { medium: 1 },
          blocksHere: 0,
          blocksIn: [{ environment: 'prod', count: 1 }],
          mesh: { mode: 'STRICT', outside: [{ name: 'shop-1-a' }] },
        },
        { environment: 'prod', answer: 'unknown', code: 'never-evaluated' },
      ]);
    });

    it('has a stage, an answer and mTLS for each namespace', async () => {
      const { cell, clusters } = await start();
      const tag = 'disallow-latest-tag';
      expect(await cell(tag, 'shop-dev')).toEqual(['audit', 'open', 'fail']);
      expect(await cell(tag, 'shop-prod')).toEqual([
        'enforce',
        'never-evaluated',
        'unknown',
      ]);
      expect(await cell(tag, 'empty')).toEqual([
        'audit',
        'nothing-runs',
        undefined,
      ]);
      expect(await cell('mtls', 'shop-dev')).toEqual([
        'STRICT',
        'outside-mesh',
        'fail',
      ]);
      await clusters.tell('pods', [
        podOf({ sidecar: true }),
        podOf({ app: 'hidden', sidecar: true }),
      ]);
      expect(await cell('mtls', 'shop-dev')).toEqual([
        'STRICT',
        'clean',
        'pass',
      ]);
    });

    it('goes through all pages, and loses and doubles nothing', async () => {
      const { get } = await start();
      for (const [path, nameOf] of [
        ['results', (one: any) => one.id],
        ['matrix', (one: any) => `${one.cluster}/${one.namespace}`],
        [
          'matrix?answer=fail&answer=unknown',
          (one: any) => `${one.cluster}/${one.namespace}`,
        ],
      ] as const) {
        const whole = (await get(path)).body;
        const pages: string[] = [];
        let cursor: string | undefined;
        do {
          const more = cursor ? `&cursor=${cursor}` : '';
          const joint = path.includes('?') ? '&' : '?';
          const { body } = await get(`${path}${joint}limit=1${more}`);
          pages.push(...body.items.map(nameOf));
          ({ cursor } = body);
        } while (cursor);
        expect(pages).toEqual(whole.items.map(nameOf));
        expect([path, whole.total]).toEqual([path, pages.length]);
        expect(pages.length).toBeGreaterThan(1);
      }
    });

    it('knows nothing of a cluster that it may not read, and says why', async () => {
      const { cell, get, watch } = await start();
      watch.states = { nonprod: 'denied', prod: 'not-installed' };
      expect(await cell('disallow-latest-tag', 'shop-dev')).toEqual([
        'audit',
        'no-data',
        'unknown',
      ]);
      const { body } = await get('namespaces/nonprod/shop-dev');
      expect(body.cells[0].sentence).toContain(
        'The portal may not read reports of nonprod: it said 403',
      );
      expect(body.mesh.cause).toContain('may not read PeerAuthentications');
      expect((await get('sources')).body.items).toContainEqual(
        expect.objectContaining({ cluster: 'nonprod', state: 'denied' }),
      );
    });

    it('takes a cluster without policies or mesh for no pass', async () => {
      const { cell, clusters, get, watch } = await start();
      await clusters.tell('pods', [podOf({ namespace: 'bare' })], {
        cluster: 'third',
      });
      // Only its pods are known: it is there, and nothing is said of it.
      expect((await get('namespaces/third/bare')).status).toBe(200);
      expect(await cell('disallow-latest-tag', 'bare')).toEqual([
        'off',
        'no-data',
        'unknown',
      ]);
      watch.states = { 'prod/peer-authentications': 'not-installed' };
      expect(await cell('mtls', 'shop-prod')).toEqual([
        'off',
        'off',
        undefined,
      ]);
      watch.states = {
        'nonprod/peer-authentications': 'not-installed',
        'prod/peer-authentications': 'not-installed',
      };
      expect(await cell('mtls', 'shop-prod')).toBeUndefined();
    });

    it('hides results of entities that the caller may not read', async () => {
      const { get } = await start({ readable: ['shop'] });
      const { body } = await get('results');
      expect(body.total).toBe(2);
      expect(JSON.stringify(body.items)).not.toContain('hidden');
      const hidden = 'component:default/hidden';
      for (const path of [
        'entities/component/default/hidden/guardrails',
        `results?entityRef=${hidden}`,
      ]) {
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
    });

    it('does not count an exception that is over', async () => {
      const { clusters, get } = await start();
      const skip = reportOf({
        result: 'skip',
        properties: { exceptions: 'shop-dev/for-now' },
      });
      await clusters.tell('policy-reports', [skip]);
      const dev = async () => (await get(entity)).body.environments[0];
      expect((await get('exceptions')).body.items[0].expired).toBe(true);
      expect((await dev()).answer).not.toBe('pass with exception');
      await clusters.tell('policy-exceptions', [
        exceptionOf({ expiresAt: '2099-01-01T00:00:00Z' }),
      ]);
      expect(await dev()).toMatchObject({ excepted: 1 });
    });
  });

  describe('at the door', () => {
    it('has the routes and parameters of openapi.yaml, and no other', () => {
      const router = createRouter({
        httpAuth: {} as never,
        service: {} as never,
      }) as unknown as { stack: { route: { path: string } }[] };
      const routes = router.stack.map(({ route }) =>
        route.path.replace(/:(\w+)/g, '{$1}'),
      );
      expect(routes.sort()).toEqual(Object.keys(document.paths).sort());
      const queries: Record<string, { shape: object }> = {
        '/v1/results': resultsQuery,
        '/v1/matrix': matrixQuery,
        [policyRoute]: policyQuery,
      };
      for (const [route, { get }] of Object.entries(document.paths)) {
        const names = (get.parameters ?? [])
          .map(({ $ref }) => document.components.parameters[$ref.split('/')[3]])
          .filter(one => one.in === 'query')
          .map(({ name }) => name);
        const { shape } = queries[route] ?? noQuery;
        expect([route, names.sort()]).toEqual([
          route,
          Object.keys(shape).sort(),
        ]);
      }
    });

    it('wants a user, the permission, and parameters that it knows', async () => {
      const database = await databases.init('SQLITE_3');
      const { backend, get } = await startPortal(database, {
        resultRead: AuthorizeResult.DENY,
      });
      for (const [, path] of wholeList) {
        expect([path, (await get(path)).status]).toEqual([path, 403]);
        const stranger = await get(path, mockCredentials.none.header());
        expect([path, stranger.status]).toEqual([path, 401]);
      }
      for (const [path, name] of [
        ['results?colour=red', 'colour'],
        ['results?result=odd', 'result'],
        ['results?limit=0', 'limit'],
        ['matrix?stage=strict', 'stage'],
        ['policies?text=x', 'text'],
        [`${policy}?namespace=`, 'namespace'],
      ]) {
        const { status, body } = await get(path);
        expect([path, status]).toEqual([path, 400]);
        expect(body.error.message).toContain(name);
      }
      await backend.stop();
    });

    it('refuses a cursor that is none', async () => {
      const { backend, get } = await startPortal(
        await databases.init('SQLITE_3'),
      );
      const odd = Buffer.from('["a","b","c"]').toString('base64url');
      for (const path of [
        'results?cursor=x',
        'matrix?cursor=x',
        `results?cursor=${odd}`,
      ]) {
        const { status, body } = await get(path);
        expect([path, status]).toEqual([path, 400]);
        expect(body.error.message).toContain('cursor');
      }
      await backend.stop();
    });
  });
});
