import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import pLimit from 'p-limit';
import { eventually } from '../__testUtils__/eventually';
import { migrate } from '../migrate';
import { Fence, FencedOutError } from './Fence';
import { LeaseStore } from './LeaseStore';

jest.setTimeout(60_000);

describe('Fence and LeaseStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  describe.each(databases.eachSupportedId())('on %p', id => {
    let database: Knex;
    let leases: LeaseStore;

    const take = async (holder: string) =>
      leases.take('prod', { holder, seen: await leases.read('prod') });
    const fenceOf = (token: number) =>
      new Fence({ database, cluster: 'prod', token, turn: pLimit(1) });
    const write = (text: string) => async (tx: Knex.Transaction) => {
      await tx('written').insert({ text });
    };

    beforeEach(async () => {
      database = await databases.init(id);
      await migrate(database);
      leases = new LeaseStore(database);
      await database.schema.createTable('written', table => table.text('text'));
    });

    it('gives the lease to one of those who saw it free', async () => {
      const seen = await leases.read('prod');
      const taken = await Promise.all(
        ['a', 'b', 'c'].map(holder => leases.take('prod', { holder, seen })),
      );
      expect(taken.filter(token => token === 1)).toHaveLength(1);
      expect(taken.filter(token => token === undefined)).toHaveLength(2);
    });

    it('does not give a lease away that was renewed meanwhile', async () => {
      const token = (await take('a'))!;
      const seen = await leases.read('prod');
      expect(await leases.renew('prod', { holder: 'a', token })).toBe(true);

      expect(await leases.take('prod', { holder: 'b', seen })).toBeUndefined();
    });

    it('never gives a token out twice', async () => {
      const first = (await take('a'))!;
      await leases.release('prod', { holder: 'a', token: first });
      expect((await leases.read('prod')).holder).toBeUndefined();
      expect(await take('a')).toBe(first + 1);
      expect(await leases.renew('prod', { holder: 'a', token: first })).toBe(
        false,
      );
      await leases.release('prod', { holder: 'a', token: first });
      expect((await leases.read('prod')).holder).toBe('a');
    });

    it('lets only the owner write', async () => {
      const old = fenceOf((await take('a'))!);
      await old.transaction(write('by a'));
      const current = fenceOf((await take('b'))!);

      await expect(old.transaction(write('too late'))).rejects.toThrow(
        FencedOutError,
      );
      await current.transaction(write('by b'));

      expect(await database('written').pluck('text')).toEqual(['by a', 'by b']);
    });

    it('lets a transaction end before another one takes over', async () => {
      const fence = fenceOf((await take('a'))!);
      const seen = await leases.read('prod');
      const order: string[] = [];
      let takenOver: Promise<unknown> = Promise.resolve();

      await fence.transaction(async tx => {
        takenOver = leases
          .take('prod', { holder: 'b', seen })
          .then(() => order.push('taken over'));
        // SQLite's only connection is this transaction's; on PostgreSQL the other one really tries.
        await eventually(async () => {
          const waiting =
            id === 'SQLITE_3'
              ? ['for the connection']
              : await tx('pg_locks').where({ granted: false });
          expect([...order, ...waiting]).not.toEqual([]);
        });
        await write('in time')(tx);
        order.push('written');
      });
      await takenOver;

      expect(order).toEqual(['written', 'taken over']);
      expect(await database('written').pluck('text')).toEqual(['in time']);
    });
  });
});
