import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  commitSha,
  evidenceOf,
  policyOf,
  provenance,
  scanOf,
} from './__testUtils__/evidenceOf';
import {
  digestOfName,
  podOf,
  replicaSetOf,
  sbomReportOf,
  vulnerability,
  vulnerabilityReportOf,
} from './__testUtils__/kubernetesObjects';
import { shop, TestFleet } from './__testUtils__/TestFleet';
import { FleetCountStore } from './database/FleetCountStore';
import { ImageQueue } from './database/ImageQueue';
import { FindingStore } from './database/FindingStore';
import { RetentionTask } from './tasks/RetentionTask';

jest.setTimeout(60_000);

const one = digestOfName('one');
const labelled = podOf({ kubernetesId: 'shop' });

describe('what runs', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    let database: Knex;
    let fleet: TestFleet;

    beforeEach(async () => {
      database = await databases.init(id);
      fleet = await TestFleet.create(database);
      await fleet.components(shop);
    });

    const rows = () => database('running').orderBy('id').select('*');
    const list = (filter = {}) =>
      fleet.fleet.list({ filter, sort: 'worst', limit: 50 }, { kind: 'all' });

    it('goes from a pod to three answers that pass', async () => {
      await fleet.tell('replica-sets', { upserts: [replicaSetOf()] });
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.tell('vulnerability-reports', {
        upserts: [vulnerabilityReportOf()],
      });
      await fleet.settle();

      expect(await fleet.answers()).toEqual([
        'signed=pass SIGNED',
        'scanned=pass REPORT_WITHIN_THRESHOLDS',
        'source=pass ON_PROTECTED_BRANCH',
      ]);
      const [dev] = await fleet.verdicts.listEnvironments(shop.entityRef, []);
      expect(dev).toMatchObject({
        environment: 'dev',
        cluster: 'nonprod',
        answer: 'pass',
      });
      expect(dev.containers[0]).toMatchObject({
        workload: { kind: 'Deployment', name: 'shop' },
        digest: one,
        pods: 1,
        verdict: {
          signer: { log: { index: '42' } },
          source: { commit: commitSha, title: 'Ship it', branch: 'main' },
          scan: { counts: { high: 1 }, fixable: 1 },
        },
      });
      expect((await list()).items).toMatchObject([
        {
          entityRef: shop.entityRef,
          owner: 'group:default/booking',
          answer: 'pass',
          highs: 1,
        },
      ]);
      const of = async (...component: string[]) =>
        (await list({ component })).total;
      expect(await of(shop.entityRef, 'component:default/other')).toBe(1);
      expect(await of('component:default/other')).toBe(0);
      expect(await fleet.transitions()).toEqual([
        `deploy: - → ${one.slice(0, 14)}`,
        'signed: - → pass',
        'scanned: - → pass',
        'source: unknown → pass',
      ]);
    });

    it('names a workload right in whatever order its owners come to be known', async () => {
      const pod = podOf({ kubernetesId: 'shop' });
      pod.metadata.labels['pod-template-hash'] = 'other';
      await fleet.tell('pods', { upserts: [pod] });
      expect(await rows()).toMatchObject([
        { workload_kind: 'ReplicaSet', workload_name: 'shop-7d4' },
      ]);
      await fleet.tell('replica-sets', { upserts: [replicaSetOf()] });
      expect(await rows()).toMatchObject([
        { workload_kind: 'Deployment', workload_name: 'shop', pods: 1 },
      ]);
    });

    it('counts pods, follows a roll-out and keeps what ran before', async () => {
      const other = podOf({ kubernetesId: 'shop', name: 'shop-7d4-y' });
      await fleet.tell('pods', { upserts: [labelled, other] });
      expect(await rows()).toMatchObject([{ pods: 2 }]);
      fleet.pass(1000);
      const next = podOf({
        kubernetesId: 'shop',
        name: 'shop-8e5-z',
        replicaSet: 'shop-8e5',
        build: 'two',
      });
      await fleet.tell('pods', { upserts: [next] });
      expect(await rows()).toMatchObject([
        { digest: one, pods: 2 },
        { digest: digestOfName('two'), pods: 1, previous_digest: one },
      ]);
      await fleet.tell('pods', { deletes: [labelled, other] });
      expect(await rows()).toMatchObject([{ digest: digestOfName('two') }]);
      const images = await database('images').orderBy('id');
      expect(images.map(({ unused_since }) => Boolean(unused_since))).toEqual([
        true,
        false,
      ]);
      // The same again after a stop is no deploy.
      await fleet.tell('pods', { deletes: [next] });
      await fleet.tell('pods', { upserts: [next] });
      expect(
        (await fleet.transitions()).filter(text => text.startsWith('deploy')),
      ).toHaveLength(2);
    });

    it('judges and reads nothing twice, and writes no row when nothing changed', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      expect(fleet.inspected).toHaveLength(1);
      await fleet.settle();
      expect(await fleet.judge()).toBe(0);
      expect(fleet.inspected).toHaveLength(1);

      const written: string[] = [];
      database.on('query', ({ sql }: { sql: string }) => {
        if (/^(insert|update|delete)/.test(sql)) written.push(sql);
      });
      fleet.pass(3_700_000);
      await fleet.settle();
      expect(fleet.inspected).toHaveLength(2);
      // The queue's own row says when it was read; nothing else is touched.
      expect(
        written.filter(
          sql =>
            !/^update [`"]images[`"]/.test(sql) &&
            !/^delete from [`"]digest_checks[`"]/.test(sql) &&
            !/^insert into [`"]commits[`"]/.test(sql),
        ),
      ).toEqual([]);
      expect(await fleet.components(shop)).toBe(0);
    });

    it('judges again by another policy without reading again', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      fleet.policy = policyOf(`
    signed: { by: [ci] }
    sbom: { by: [ci] }`);
      await new ImageQueue(database).judgeAll(fleet.now);
      await fleet.settle();
      expect(await fleet.answers()).toEqual([
        'signed=pass SIGNED',
        'scanned=unknown NO_REPORT',
        'source=unknown NOT_ASKED',
      ]);
      expect(fleet.inspected).toHaveLength(1);
    });

    it('keeps the last good evidence while the registry is down, and not for ever', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      fleet.inspect = async reference =>
        evidenceOf(reference, {
          says: [],
          unreadable: [
            { at: 'referrers', code: 'UNREACHABLE', found: 'answered 503' },
          ],
        });
      fleet.pass(3_700_000);
      await fleet.settle();
      expect((await fleet.answers())[0]).toBe('signed=pass SIGNED');
      fleet.pass(25 * 3_600_000);
      await fleet.settle();
      expect(await fleet.answers()).toEqual([
        'signed=unknown EVIDENCE_STALE',
        'scanned=unknown EVIDENCE_STALE',
        'source=unknown EVIDENCE_STALE',
      ]);
    });

    it('says that a signature is gone when the registry says so', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      fleet.inspect = async reference =>
        evidenceOf(reference, { says: [provenance] });
      fleet.pass(3_700_000);
      await fleet.settle();
      expect((await fleet.answers())[0]).toBe('signed=fail NOTHING_FOUND');
      expect((await fleet.transitions()).at(-1)).toBe('signed: pass → fail');
      expect(await rows()).toMatchObject([{ answer: 0, signed: 0, source: 3 }]);
    });

    it('spares a registry that asks to be asked less', async () => {
      const second = podOf({ build: 'two', name: 'b', kubernetesId: 'shop' });
      await fleet.tell('pods', { upserts: [labelled] });
      fleet.inspect = async reference =>
        evidenceOf(reference, {
          unreadable: [{ at: 'x', code: 'RATE_LIMITED', found: '429' }],
        });
      await fleet.settle();
      expect((await fleet.answers())[0]).toBe('signed=pass SIGNED');
      await fleet.tell('pods', { upserts: [second] });
      await database('images').update({ verify_at: fleet.now.toISOString() });
      await fleet.settle();
      const due = await database('images').where(
        'verify_at',
        '<=',
        fleet.now.toISOString(),
      );
      expect(due).toEqual([]);
    });

    it('merges what the pipeline and a cluster found, and keeps who found it first', async () => {
      fleet.inspect = async reference =>
        evidenceOf(reference, {
          says: [
            scanOf('2026-11-01T23:00:00Z', [
              { id: 'CVE-2026-1', severity: 'high' },
              { id: 'CVE-2026-2', severity: 'high' },
            ]),
          ],
        });
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      const first = fleet.now.toISOString();
      fleet.pass(60_000);
      await fleet.tell('vulnerability-reports', {
        upserts: [
          vulnerabilityReportOf({
            vulnerabilities: [
              vulnerability('CVE-2026-1', 'CRITICAL'),
              vulnerability('CVE-2026-3', 'LOW', { fixedVersion: '' }),
            ],
          }),
        ],
      });
      await fleet.judge();
      expect((await fleet.answers())[1]).toBe('scanned=fail TOO_MANY_CRITICAL');
      const findings = new FindingStore(database);
      const page = await findings.list(one, { filter: {}, limit: 2 });
      expect(page).toMatchObject({
        total: 3,
        items: [
          {
            id: 'CVE-2026-1',
            severity: 'critical',
            foundBy: ['pipeline', 'cluster'],
            firstSeen: first,
            isNew: false,
          },
          { id: 'CVE-2026-2', foundBy: ['pipeline'] },
        ],
      });
      const rest = await findings.list(one, {
        filter: {},
        limit: 2,
        cursor: page.cursor,
      });
      expect(rest).toMatchObject({
        items: [{ id: 'CVE-2026-3', foundBy: ['cluster'] }],
      });
      expect(rest.cursor).toBeUndefined();
      const some = await findings.list(one, {
        filter: { severity: ['low'], fixable: false, text: 'OPENSSL' },
        limit: 2,
      });
      expect(some.total).toBe(1);
      const fresh = await findings.list(one, {
        filter: { isNew: true },
        comparedWith: digestOfName('nothing'),
        limit: 10,
      });
      expect(fresh.total).toBe(3);
      const old = await findings.list(one, {
        filter: { isNew: true },
        comparedWith: one,
        limit: 10,
      });
      expect(old.total).toBe(0);
    });

    it('passes on a report of no finding only where something proves that the scanner could read the image', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.tell('vulnerability-reports', {
        upserts: [vulnerabilityReportOf({ vulnerabilities: [] })],
      });
      await fleet.settle();
      expect((await fleet.answers())[1]).toBe(
        'scanned=unknown NOTHING_RECOGNISED',
      );
      const packages = sbomReportOf([
        { type: 'application', name: 'go.sum' },
        { type: 'library', name: 'openssl', version: '3.0.1' },
        { type: 'library', name: 'openssl', version: '3.0.1' },
      ]);
      await fleet.tell('sbom-reports', { upserts: [packages] });
      await fleet.settle();
      expect((await fleet.answers())[1]).toBe(
        'scanned=pass REPORT_WITHIN_THRESHOLDS',
      );
      const [dev] = await fleet.verdicts.listEnvironments(shop.entityRef, []);
      expect(dev.containers[0].verdict.scan?.packages).toEqual({
        count: 1,
        scanner: 'Trivy 0.72.0',
        asOf: '2026-11-02T00:00:00.000Z',
        serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
      });
      await fleet.tell('sbom-reports', { deletes: [packages] });
      await fleet.settle();
      expect((await fleet.answers())[1]).toBe(
        'scanned=unknown NOTHING_RECOGNISED',
      );
    });

    it('does not pass on a report that is gone or of two days ago', async () => {
      fleet.policy = policyOf(`
    signed: { by: [ci] }`);
      const report = vulnerabilityReportOf();
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.tell('vulnerability-reports', { upserts: [report] });
      await fleet.settle();
      expect((await fleet.answers())[1]).toBe(
        'scanned=pass REPORT_WITHIN_THRESHOLDS',
      );
      fleet.pass(48 * 3_600_000);
      await fleet.judge();
      expect((await fleet.answers())[1]).toBe('scanned=unknown REPORT_STALE');
      await fleet.tell('vulnerability-reports', { deletes: [report] });
      const at = fleet.now.toISOString();
      fleet.inspect = async reference => evidenceOf(reference, { at });
      await fleet.settle();
      expect((await fleet.answers())[1]).toBe('scanned=unknown NO_REPORT');
      await fleet.tell('vulnerability-reports', {
        upserts: [vulnerabilityReportOf({ digest: '' })],
      });
      await fleet.judge();
      expect((await fleet.answers())[1]).toBe(
        'scanned=unknown REPORT_WITHOUT_DIGEST',
      );
    });

    it('gives what two components claim to neither, and what nobody claims to nobody', async () => {
      const twin = { ...shop, entityRef: 'component:default/twin' };
      await fleet.components(shop, twin);
      const strange = podOf({ name: 's', replicaSet: 'odd-1', namespace: 'x' });
      await fleet.tell('pods', { upserts: [labelled, strange] });
      const { items } = await list({ owned: false });
      expect(items.map(({ claimedBy }) => claimedBy)).toEqual([
        [shop.entityRef, twin.entityRef],
        undefined,
      ]);
      expect(await fleet.verdicts.listDisputed(twin.entityRef)).toHaveLength(1);
      // The twin is gone: what was disputed is the shop's.
      await fleet.components(shop);
      await fleet.settle();
      expect((await fleet.answers())[2]).toBe(
        'source=pass ON_PROTECTED_BRANCH',
      );
      expect((await list({ owned: true })).total).toBe(1);
      expect(
        await new FleetCountStore(database).count(
          {},
          { kind: 'entities', entityRefs: [] },
        ),
      ).toMatchObject({ running: 1, unowned: 1 });
    });

    it('finds a component without label by its namespace and name', async () => {
      await fleet.tell('pods', { upserts: [podOf()] });
      expect((await list()).items).toMatchObject([
        { entityRef: shop.entityRef, environment: 'dev' },
      ]);
      await fleet.components();
      expect((await list()).items[0].entityRef).toBeUndefined();
    });

    it('says what a node does not', async () => {
      const pod = podOf({ kubernetesId: 'shop' });
      pod.status.containerStatuses[0].imageID = one;
      await fleet.tell('pods', { upserts: [pod] });
      await fleet.settle();
      expect(await fleet.answers()).toEqual([
        'signed=unknown DIGEST_UNKNOWN',
        'scanned=unknown DIGEST_UNKNOWN',
        'source=unknown DIGEST_UNKNOWN',
      ]);
    });

    it('pages the fleet in each order, and each row once', async () => {
      const pods = Array.from({ length: 7 }, (_, n) =>
        podOf({ name: `p${n}`, replicaSet: `w${n % 3}-1`, build: `b${n}` }),
      );
      await fleet.tell('pods', { upserts: pods });
      for (const sort of ['worst', 'since', 'name', 'criticals'] as const) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await fleet.fleet.list(
            { filter: { text: 'ACME/shop' }, sort, limit: 3, cursor },
            { kind: 'all' },
          );
          expect(page.total).toBe(7);
          seen.push(...page.items.map(item => item.id));
          cursor = page.cursor;
        } while (cursor);
        expect(new Set(seen).size).toBe(7);
        expect(seen).toHaveLength(7);
      }
      expect((await list({ text: '100%' })).total).toBe(0);
      await expect(
        fleet.fleet.list(
          { filter: {}, sort: 'worst', limit: 3, cursor: 'nonsense' },
          { kind: 'all' },
        ),
      ).rejects.toThrow('cursor: it is none that this list gave');
    });

    it('asks the Git host again when it was down, and says so meanwhile', async () => {
      const good = fleet.getCommit;
      fleet.getCommit = async () => {
        throw new Error('no route');
      };
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.settle();
      expect((await fleet.answers())[2]).toBe(
        'source=unknown GIT_HOST_UNREACHABLE',
      );
      fleet.getCommit = good;
      await fleet.settle();
      expect((await fleet.answers())[2]).toBe(
        'source=unknown GIT_HOST_UNREACHABLE',
      );
      fleet.pass(31_000);
      await fleet.settle();
      expect((await fleet.answers())[2]).toBe(
        'source=pass ON_PROTECTED_BRANCH',
      );
    });

    it('lets a second replica find nothing to do', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      const queue = new ImageQueue(database);
      const claims = await Promise.all([
        queue.claim({ limit: 5, now: fleet.now }),
        queue.claim({ limit: 5, now: fleet.now }),
      ]);
      expect(claims.flat()).toHaveLength(1);
      await Promise.all([fleet.judge(), fleet.judge()]);
      const answered = await database('digest_checks');
      expect(answered).toHaveLength(3);
    });

    it('forgets what has not run for as long as is configured', async () => {
      await fleet.tell('pods', { upserts: [labelled] });
      await fleet.tell('vulnerability-reports', {
        upserts: [vulnerabilityReportOf()],
      });
      await fleet.settle();
      const retention = new RetentionTask({
        database,
        retentionMs: 86_400_000,
        now: () => fleet.now,
      });
      await retention.run();
      expect(await database('findings')).toHaveLength(1);
      await fleet.tell('pods', { deletes: [labelled] });
      fleet.pass(2 * 86_400_000);
      await retention.run();
      for (const table of [
        'images',
        'digest_checks',
        'findings',
        'transitions',
        'commits',
      ]) {
        expect([table, await database(table)]).toEqual([table, []]);
      }
    });
  });
});
