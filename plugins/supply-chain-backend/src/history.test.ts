import { TestDatabases } from '@backstage/backend-test-utils';
import type { FleetFilter } from '@portolan/plugin-supply-chain-common';
import { Knex } from 'knex';
import {
  digestOfName,
  podOf,
  vulnerability,
  vulnerabilityReportOf,
} from './__testUtils__/kubernetesObjects';
import { shop, TestFleet } from './__testUtils__/TestFleet';
import { AnswerHistoryStore } from './database/AnswerHistoryStore';
import { FleetCountStore } from './database/FleetCountStore';
import { FleetGroupStore } from './database/FleetGroupStore';
import type { Visibility } from '@portolan/plugin-workloads-node';

jest.setTimeout(60_000);

const one = digestOfName('one');
const all = { kind: 'all' } as const;
const strangers: Visibility = { kind: 'entities', entityRefs: [] };

describe('what runs, taken together', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    let database: Knex;
    let fleet: TestFleet;

    beforeEach(async () => {
      database = await databases.init(id);
      fleet = await TestFleet.create(database);
      await fleet.components(shop);
      await fleet.tell('pods', {
        upserts: [
          podOf({ kubernetesId: 'shop' }),
          // The same image, of nobody.
          podOf({ name: 'copy', replicaSet: 'copy-1', namespace: 'spare' }),
          podOf({
            name: 'other',
            replicaSet: 'other-1',
            namespace: 'spare',
            build: 'two',
          }),
        ],
      });
      await fleet.tell('vulnerability-reports', {
        upserts: [
          vulnerabilityReportOf({
            vulnerabilities: [vulnerability('CVE-2026-1', 'CRITICAL')],
          }),
        ],
      });
      await fleet.settle();
    });

    const groupsBy = (
      by: 'owner' | 'system' | 'image',
      query: { filter?: FleetFilter; limit?: number; cursor?: string } = {},
      visibility: Visibility = all,
    ) =>
      new FleetGroupStore(database).list(
        { by, filter: {}, sort: 'worst', limit: 50, ...query },
        visibility,
      );

    it('lists each image once, with where it runs and the worst of what is said of it', async () => {
      const { items, total } = await groupsBy('image');
      expect(total).toBe(2);
      expect(items).toMatchObject([
        {
          key: one,
          answer: 'fail',
          scanned: 'fail',
          containers: 2,
          workloads: 2,
          components: 1,
          environments: 1,
          criticals: 1,
          byAnswer: { fail: 2, unknown: 0, pass: 0 },
        },
        { key: digestOfName('two'), answer: 'unknown', components: 0 },
      ]);
      expect(items[0].image).toContain('acme/shop');
      // Of what is somebody's, others see nothing, in numbers neither.
      expect((await groupsBy('image', {}, strangers)).items[0]).toMatchObject({
        key: one,
        containers: 1,
        components: 0,
      });
    });

    it('takes rows together by owner and by system, also those without one', async () => {
      expect((await groupsBy('owner')).items).toMatchObject([
        { key: undefined, containers: 2, byAnswer: { fail: 1, unknown: 1 } },
        { key: shop.owner, containers: 1, image: undefined },
      ]);
      expect(
        (await groupsBy('system', { filter: { owned: true } })).items,
      ).toMatchObject([{ key: shop.system }]);
    });

    it('pages through groups, each once', async () => {
      const first = await groupsBy('image', { limit: 1 });
      expect(first.total).toBe(2);
      const second = await groupsBy('image', {
        limit: 1,
        cursor: first.cursor,
      });
      expect(
        [...first.items, ...second.items].map(({ key }) => key).sort(),
      ).toEqual([one, digestOfName('two')].sort());
      expect(second.cursor).toBeUndefined();
    });

    it('counts images by the worst that was found in them', async () => {
      expect(
        (await new FleetCountStore(database).count({}, all)).byWorstFinding,
      ).toEqual({ critical: 2, high: 0, none: 0, unscanned: 1 });
    });

    it('keeps the answers of each day, and says where nobody looked', async () => {
      const history = new AnswerHistoryStore(database);
      const { now } = fleet;
      await history.record(now);
      await history.record(now);
      fleet.pass(2 * 86_400_000);
      await fleet.tell('pods', {
        deletes: [podOf({ kubernetesId: 'shop' })],
      });
      await history.record(fleet.now);

      const list = (visibility: Visibility) =>
        history.list({ days: 4, now: fleet.now }, visibility);
      expect(await list(all)).toEqual([
        { day: '2026-11-01' },
        {
          day: '2026-11-02',
          byAnswer: { fail: 2, unknown: 1, 'pass with exception': 0, pass: 0 },
        },
        { day: '2026-11-03' },
        {
          day: '2026-11-04',
          byAnswer: { fail: 1, unknown: 1, 'pass with exception': 0, pass: 0 },
        },
      ]);
      const ofStrangers = await list(strangers);
      expect(ofStrangers[1].byAnswer).toMatchObject({ fail: 1, unknown: 1 });
      expect(ofStrangers[0].byAnswer).toBeUndefined();
      expect(
        (await list({ kind: 'entities', entityRefs: [shop.entityRef] }))[1]
          .byAnswer,
      ).toMatchObject({ fail: 2, unknown: 1 });
    });

    it('writes nothing of a day on which nothing changed, and forgets what stopped in its course', async () => {
      const history = new AnswerHistoryStore(database);
      await history.record(fleet.now);
      const before = await database('daily_answers').orderBy('entity_ref');
      expect(before.map(({ entity_ref }) => entity_ref).sort()).toEqual(
        ['', '*', shop.entityRef].sort(),
      );
      const written: string[] = [];
      database.on('query', ({ sql }) => {
        if (!/^(select|begin|commit)/i.test(sql)) written.push(sql);
      });
      await history.record(fleet.now);
      expect(written).toEqual([]);
      await fleet.tell('pods', {
        deletes: [podOf({ kubernetesId: 'shop' })],
      });
      await history.record(fleet.now);
      expect(
        await database('daily_answers').where({ entity_ref: shop.entityRef }),
      ).toEqual([]);
    });
  });
});
