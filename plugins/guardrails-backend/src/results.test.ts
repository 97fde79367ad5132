import { TestDatabases } from '@backstage/backend-test-utils';
import type { PolicyResult } from '@portolan/plugin-guardrails-common';
import { Knex } from 'knex';
import {
  namespaceOf,
  podOf,
  policyPair,
  replicaSetOf,
  reportOf,
  stageLabel,
} from './__testUtils__/kubernetesObjects';
import { shop, TestClusters } from './__testUtils__/TestClusters';
import { ResultStore } from './database/ResultStore';
import { resultOfRank } from './database/tables';
import { RetentionTask } from './tasks/RetentionTask';

jest.setTimeout(60_000);

const all = { kind: 'all' } as const;

describe('what policies said', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    let database: Knex;
    let clusters: TestClusters;

    beforeEach(async () => {
      database = await databases.init(id);
      clusters = await TestClusters.create(database);
      await clusters.components(shop);
    });

    const list = async (filter = {}) => {
      const store = new ResultStore(database);
      const { items, total } = await store.list({ filter, limit: 100 }, all);
      expect(items).toHaveLength(total);
      return items.map(
        row =>
          `${row.workload_kind}/${row.workload_name} ${row.control} ${
            row.stage
          } ${resultOfRank(row.result)} of ${row.entity_ref ?? 'nobody'}`,
      );
    };
    const transitions = async () =>
      (await database('result_transitions').orderBy('id')).map(
        ({ from, to, why }) => `${from ?? '-'} → ${to}: ${why}`,
      );

    const steps: Record<string, () => Promise<void>> = {
      reports: () => clusters.tell('policy-reports', [reportOf()]),
      pods: () => clusters.tell('pods', [podOf()]),
      replicaSets: () => clusters.tell('replica-sets', [replicaSetOf()]),
      namespaces: () => clusters.tell('namespaces', [namespaceOf('shop-dev')]),
      policies: () => clusters.tell('validating-policies', policyPair()),
    };

    it.each([
      [['policies', 'namespaces', 'replicaSets', 'pods', 'reports']],
      [['reports', 'pods', 'replicaSets', 'namespaces', 'policies']],
      [['pods', 'reports', 'policies', 'replicaSets', 'namespaces']],
    ])('come to the same in the order %p', async order => {
      for (const step of order) await steps[step]();
      expect(await list()).toEqual([
        'Deployment/shop disallow-latest-tag audit fail of component:default/shop',
      ]);
    });

    it('count once for what a Deployment, its ReplicaSet and its pods each say', async () => {
      for (const step of Object.values(steps)) await step();
      await clusters.tell('policy-reports', [
        reportOf({ about: { kind: 'Deployment', name: 'shop' } }),
        reportOf({ about: { kind: 'ReplicaSet', name: 'shop-1' } }),
      ]);
      expect(await list()).toHaveLength(1);
      await clusters.tell('pods', [], { deletes: [podOf()] });
      const [one] = (
        await new ResultStore(database).list({ filter: {}, limit: 9 }, all)
      ).items;
      expect(one).toMatchObject({ resource_kind: 'Deployment' });
    });

    it('speak by what is there, when a pod that failed is gone', async () => {
      for (const step of Object.values(steps)) await step();
      const deployment = { kind: 'Deployment', name: 'shop' };
      await clusters.tell('policy-reports', [
        reportOf({ about: deployment, result: 'pass' }),
      ]);
      expect((await list())[0]).toContain(' fail ');
      await clusters.tell('pods', [podOf({ name: 'shop-1-b' })], {
        deletes: [podOf()],
      });
      expect((await list())[0]).toContain(' pass ');
    });

    it('change their stage with a label of the namespace, and no other namespace does', async () => {
      for (const step of Object.values(steps)) await step();
      await clusters.tell('namespaces', [namespaceOf('other-dev')]);
      await clusters.tell('policy-reports', [
        reportOf({ namespace: 'other-dev' }),
      ]);
      await clusters.tell('namespaces', [
        namespaceOf('shop-dev', { [stageLabel]: 'enforce' }),
      ]);
      const stages = await database('results').orderBy('namespace');
      expect(stages.map(row => [row.namespace, row.stage])).toEqual([
        ['other-dev', 'audit'],
        // The audit half no longer selects it.
        ['shop-dev', 'off'],
      ]);
      await clusters.tell('namespaces', [namespaceOf('shop-dev')]);
      expect((await list({ namespace: ['shop-dev'] }))[0]).toContain(' audit ');
    });

    it('go off when their policy is deleted, and still count for its control', async () => {
      for (const step of Object.values(steps)) await step();
      const [audit] = policyPair();
      await clusters.tell('validating-policies', [], { deletes: [audit] });
      expect(await list()).toEqual([
        'Deployment/shop disallow-latest-tag off fail of component:default/shop',
      ]);
    });

    it('are gone with their report', async () => {
      for (const step of Object.values(steps)) await step();
      await clusters.tell('policy-reports', [], { deletes: [reportOf()] });
      expect(await list()).toEqual([]);
    });

    it('keep since when they are seen, and each change of them once', async () => {
      for (const step of Object.values(steps)) await step();
      const [before] = await database('results');
      await clusters.tell('policy-reports', [reportOf()]);
      await clusters.tell('policy-reports', [reportOf({ result: 'pass' })]);
      const [after] = await database('results');
      expect(after.first_seen).toBe(before.first_seen);
      const why = 'An image needs a tag other than latest, or a digest.';
      expect(await transitions()).toEqual([
        `- → fail: ${why}`,
        `fail → pass: ${why}`,
      ]);
    });

    it('are the same in both forms of report', async () => {
      for (const step of Object.values(steps)) await step();
      await clusters.tell('policy-reports', [], { deletes: [reportOf()] });
      await clusters.tell('reports', [
        reportOf({ group: 'openreports.io/v1alpha1' }),
      ]);
      expect(await list()).toEqual([
        'Deployment/shop disallow-latest-tag audit fail of component:default/shop',
      ]);
    });

    it('keep the owner of what no longer runs, for as long as it is configured', async () => {
      for (const step of Object.values(steps)) await step();
      await clusters.tell('pods', [], { deletes: [podOf()] });
      expect(await list({ entityRef: shop.entityRef })).toHaveLength(1);
      const day = 86_400_000;
      const retain = (days: number) =>
        new RetentionTask({
          database,
          retentionMs: day,
          now: () => new Date(Date.now() + days * day),
        }).run();
      await retain(0.5);
      expect(await database('workloads')).toHaveLength(1);
      expect(await transitions()).toHaveLength(1);
      await retain(2);
      expect(await database('workloads')).toEqual([]);
      expect(await transitions()).toEqual([]);
    });

    it('are found by each filter, and by pages that lose and double nothing', async () => {
      for (const step of Object.values(steps)) await step();
      const severities = ['critical', 'high', 'medium', 'low', 'odd'];
      const states = ['fail', 'error', 'warn', 'skip', 'pass', 'odd'];
      await clusters.tell(
        'policy-reports',
        states.flatMap(result =>
          severities.map(severity =>
            reportOf({
              about: { kind: 'ConfigMap', name: `${result}-${severity}` },
              result,
              severity,
              source: 'falco',
            }),
          ),
        ),
      );
      const store = new ResultStore(database);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list({ filter: {}, limit: 4, cursor }, all);
        expect(page.total).toBe(31);
        seen.push(...page.items.map(one => one.id));
        ({ cursor } = page);
      } while (cursor);
      expect([seen.length, new Set(seen).size]).toEqual([31, 31]);

      const count = async (filter: object) => (await list(filter)).length;
      const result: PolicyResult['result'][] = ['fail', 'unknown'];
      expect(await count({ result })).toBe(11);
      expect(await count({ severity: ['unknown'] })).toBe(6);
      expect(await count({ control: ['disallow-latest-tag'] })).toBe(1);
      expect(await count({ environment: ['dev'] })).toBe(1);
      expect(await count({ owner: [shop.owner] })).toBe(1);
      expect(await count({ owned: false })).toBe(30);
      expect(await count({ stage: ['enforce'] })).toBe(0);
      expect(await count({ cluster: ['prod'] })).toBe(0);
      expect(await count({ text: 'SKIP-HIGH' })).toBe(1);
      expect(await count({ text: '%' })).toBe(0);
    });
  });
});
