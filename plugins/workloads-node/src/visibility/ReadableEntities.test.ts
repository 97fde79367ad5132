import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { ReadableEntities } from './ReadableEntities';

const conditional: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: { rule: 'IS_ENTITY_OWNER', resourceType: 'catalog-entity' },
};
const shop = 'component:default/shop';
const caller = { credentials: mockCredentials.user('user:default/sam') };

/** A catalog that shows the shop only, and how often it and the rows were asked. */
function create(decision: PolicyDecision) {
  const world = { now: new Date('2026-11-02T00:00:00Z'), asked: 0 };
  const catalog = catalogServiceMock({
    entities: [
      { apiVersion: 'v1', kind: 'Component', metadata: { name: 'shop' } },
    ],
  });
  const readable = new ReadableEntities({
    catalog,
    permissions: mockServices.permissions.mock({
      authorizeConditional: async () => [decision],
    }),
    listEntityRefs: async () => {
      world.asked += 1;
      return [shop, 'component:default/hidden'];
    },
    now: () => world.now,
  });
  return { readable, world };
}

describe('ReadableEntities', () => {
  it('asks one question for who may read all, or nothing', async () => {
    const all = create({ result: AuthorizeResult.ALLOW });
    expect(await all.readable.visibilityFor(caller)).toEqual({ kind: 'all' });
    const none = create({ result: AuthorizeResult.DENY });
    expect(await none.readable.visibilityFor(caller)).toEqual({
      kind: 'entities',
      entityRefs: [],
    });
    expect([all.world.asked, none.world.asked]).toEqual([0, 0]);
  });

  it('asks the catalog once a minute for each of the others', async () => {
    const { readable, world } = create(conditional);
    const expected = { kind: 'entities', entityRefs: [shop] };
    expect(await readable.visibilityFor(caller)).toEqual(expected);
    expect(await readable.visibilityFor(caller)).toEqual(expected);
    expect(world.asked).toBe(1);
    await readable.visibilityFor({
      credentials: mockCredentials.user('user:default/robin'),
    });
    expect(world.asked).toBe(2);
    world.now = new Date(world.now.getTime() + 60_001);
    await readable.visibilityFor(caller);
    expect(world.asked).toBe(3);
  });

  it('keeps of some entities those that may be read', async () => {
    const { readable } = create(conditional);
    expect(
      await readable.filter(['component:default/hidden', shop], caller),
    ).toEqual([shop]);
  });
});
