import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import type { EntityTableRow } from '../tables';
import { EntityStore } from './EntityStore';

jest.setTimeout(60_000);

const shop: EntityTableRow = {
  entity_ref: 'component:default/shop',
  kubernetes_id: 'shop',
  owner: 'group:default/booking',
  system: null,
};
const quotes = { ...shop, entity_ref: 'component:default/quotes' };

describe('EntityStore', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

  it.each(databases.eachSupportedId())(
    'on %p writes what changed, and tells of it within the same transaction',
    async id => {
      const database: Knex = await databases.init(id);
      await database.schema.createTable('entities', table => {
        table.text('entity_ref').primary();
        table.text('kubernetes_id').nullable();
        table.text('owner').nullable();
        table.text('system').nullable();
      });
      const told: string[] = [];
      const store = new EntityStore({
        database,
        onChanged: async (_tx, entityRefs) => {
          told.push(...entityRefs);
        },
      });
      expect(await store.replace([shop, quotes])).toBe(2);
      expect(await store.replace([quotes, shop])).toBe(0);
      expect(told.splice(0)).toEqual([shop.entity_ref, quotes.entity_ref]);

      const moved = { ...shop, owner: 'group:default/freight' };
      expect(await store.replace([moved])).toBe(2);
      expect(told).toEqual([shop.entity_ref]);
      expect(await database('entities').select('*')).toEqual([moved]);

      const failing = new EntityStore({
        database,
        onChanged: async () => {
          throw new Error('no');
        },
      });
      await expect(failing.replace([shop])).rejects.toThrow('no');
      expect(await database('entities').select('*')).toEqual([moved]);
    },
  );
});
