import { eventually } from '../../testing/eventually';
import type { StandIn } from '../../StandIn';
import { at } from '../kubernetes/testing/ApiClient';
import { useCluster } from '../kubernetes/testing/useCluster';
import { startKyverno } from './startKyverno';

type Result = {
  policy: string;
  result: string;
  message: string;
  timestamp: { seconds: number };
};
type Report = {
  metadata: { name: string; uid: string };
  results: Result[];
  scope: { name: string };
};

const policies = '/apis/policies.kyverno.io/v1/validatingpolicies';
const reports = '/apis/wgpolicyk8s.io/v1alpha2/namespaces/shop/policyreports';

const policy = (stage: 'audit' | 'enforce', more: object = {}) => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name: `no-latest-${stage}` },
  spec: {
    validationActions: stage === 'audit' ? ['Audit'] : ['Deny', 'Audit'],
    matchConstraints: {
      namespaceSelector: {
        matchExpressions: [
          {
            key: 'stage',
            operator: stage === 'audit' ? 'NotIn' : 'In',
            values: ['enforce'],
          },
        ],
      },
      resourceRules: [
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['pods'],
        },
      ],
    },
    validations: [
      {
        expression:
          "object.spec.containers.all(c, image(c.image).tag() != 'latest')",
        message: 'Not latest.',
      },
    ],
    ...more,
  },
});

describe('kyverno', () => {
  const cluster = useCluster();
  let kyverno: StandIn;
  let now: Date;

  beforeEach(async () => {
    now = new Date('2026-11-26T10:00:00Z');
    kyverno = await startKyverno({
      cluster: { url: cluster.kubernetes.url, token: 'admin' },
      now: () => now,
      scanIntervalMs: 50,
    });
    await cluster.admin.post('/api/v1/namespaces', {
      metadata: { name: 'shop' },
    });
    // Until it has its service account.
    await cluster.kubernetes.idle();
  });
  afterEach(() => kyverno.close());

  const apply = async (body: ReturnType<typeof policy>) => {
    const answer = await cluster.admin.post(policies, body);
    expect(answer.status).toBe(201);
    await eventually(
      () => cluster.admin.get(`${policies}/${body.metadata.name}`),
      ({ body: found }) => at(found, 'status.conditionStatus.ready') === 'true',
    );
  };
  const run = (name: string, image = 'web:latest') =>
    cluster.admin.post('/api/v1/namespaces/shop/pods', {
      metadata: { name },
      spec: { containers: [{ name: 'c', image }] },
    });
  const list = async (): Promise<Report[]> =>
    ((await cluster.admin.get(reports)).body as { items: Report[] }).items;
  const said = async () =>
    (await list()).flatMap(({ scope, results }) =>
      results.map(each => `${scope.name} ${each.policy} ${each.result}`),
    );
  const eventuallySaid = async (...wanted: string[]) => {
    const text = wanted.sort().join();
    const found = await eventually(said, each => each.sort().join() === text);
    expect(found).toEqual(wanted);
  };

  it('lets a namespace’s label say which of a pair of policies holds', async () => {
    await apply(policy('audit'));
    await apply(policy('enforce'));
    expect((await run('before')).status).toBe(201);
    await eventuallySaid('before no-latest-audit fail');

    await cluster.admin.patch('/api/v1/namespaces/shop', {
      metadata: { labels: { stage: 'enforce' } },
    });
    const refused = await run('after');
    expect(refused.status).toBe(400);
    expect(at(refused.body, 'message')).toMatch(
      /^admission webhook "vpol\.validate\.kyverno\.svc-fail-[0-9a-f]{8}" denied the request: Policy no-latest-enforce failed: Not latest\.$/,
    );
    // What ran before the stage was raised goes on, and is reported.
    await eventuallySaid('before no-latest-enforce fail');
  });

  it('counts an exception until it ends, and not a moment longer', async () => {
    await apply(policy('audit'));
    await run('bad');
    const exceptions =
      '/apis/policies.kyverno.io/v1/namespaces/shop/policyexceptions';
    const excepted = await cluster.admin.post(exceptions, {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      metadata: { name: 'for-now' },
      spec: {
        policyRefs: [{ name: 'no-latest-audit', kind: 'ValidatingPolicy' }],
        matchConditions: [
          { name: 'bad', expression: "object.metadata.name == 'bad'" },
        ],
        expiresAt: '2026-11-26T11:00:00Z',
      },
    });
    expect(excepted.status).toBe(201);
    await eventuallySaid('bad no-latest-audit skip');

    now = new Date('2026-11-26T11:00:00Z');
    await eventuallySaid('bad no-latest-audit fail');
  });

  it('writes a deleted report again, keeps times of what did not change, and takes results of a gone policy away', async () => {
    await apply(policy('audit'));
    await run('bad');
    await eventuallySaid('bad no-latest-audit fail');
    const [first] = await list();

    now = new Date('2026-11-26T10:30:00Z');
    await apply({
      ...policy('audit'),
      metadata: { name: 'another' as 'no-latest-audit' },
    });
    await eventuallySaid('bad no-latest-audit fail', 'bad another fail');
    const [second] = await list();
    expect(
      second.results.map(({ policy: name, timestamp }) => [
        name,
        timestamp.seconds - first.results[0].timestamp.seconds,
      ]),
    ).toEqual([
      ['another', 1800],
      ['no-latest-audit', 0],
    ]);

    await cluster.admin.delete(`${reports}/${first.metadata.name}`);
    await eventually(
      list,
      found =>
        found.length === 1 && found[0].metadata.uid !== first.metadata.uid,
    );

    await cluster.admin.delete(`${policies}/another`);
    await cluster.admin.delete(`${policies}/no-latest-audit`);
    await eventually(list, found => found.length === 0);
  });

  it('tells an expression that fails from one that is false', async () => {
    await apply(
      policy('audit', {
        validations: [
          { expression: 'object.spec.nobodySetsThis.all(x, true)' },
        ],
      }),
    );
    await run('bad');
    await eventuallySaid('bad no-latest-audit error');
    const [{ results }] = await list();
    expect(results[0].message).toContain('nobodySetsThis');
  });

  it('lets nothing through while it is down, and no broken policy in while it is up', async () => {
    await apply(policy('enforce'));
    const broken = await cluster.admin.post(
      policies,
      policy('audit', { validations: [{ expression: 'object.spec.(' }] }),
    );
    expect(broken.status).toBe(400);
    expect(at(broken.body, 'message')).toContain(
      'spec.validations[0].expression: Invalid value: "object.spec.("',
    );

    await cluster.admin.patch('/api/v1/namespaces/shop', {
      metadata: { labels: { stage: 'enforce' } },
    });
    kyverno.faults.add({ id: 'off', kind: 'down' });
    const refused = await run('good', 'web:1');
    expect(refused.status).toBe(500);
    expect(at(refused.body, 'message')).toContain(
      'failed calling webhook "vpol.validate.kyverno.svc-fail"',
    );
    kyverno.faults.clear();
    expect((await run('good', 'web:1')).status).toBe(201);
  });
});
