import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from './__testUtils__/eventually';
import { FleetCluster, serveClusters } from './__testUtils__/FleetCluster';
import { GeneratedFleet } from './__testUtils__/GeneratedFleet';
import { startPortal } from './__testUtils__/startPortal';

jest.setTimeout(60_000);

describe('pages that a hundred people open', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const ended: (() => Promise<void>)[] = [];

  afterEach(async () => {
    for (const end of ended.splice(0).reverse()) await end();
  });

  it('ask nothing of a cluster', async () => {
    const fleet = new GeneratedFleet({ components: 20, digests: 10 });
    const cluster = new FleetCluster({ fleet, environment: 'prod' });
    const served = await serveClusters({ prod: cluster });
    ended.push(() => served.close());
    const { backend, get } = await startPortal(
      await databases.init('SQLITE_3'),
      {
        alive: true,
        rootConfig: {
          kubernetes: {
            clusterLocatorMethods: [
              {
                type: 'config',
                clusters: [
                  {
                    name: 'prod',
                    url: served.urlOf('prod'),
                    authProvider: 'serviceAccount',
                    serviceAccountToken: 'none',
                  },
                ],
              },
            ],
          },
        },
      },
    );
    ended.push(() => backend.stop());
    await eventually(async () => {
      expect(cluster.watched).toBe(6);
      const { body } = await get('fleet');
      expect(body.total).toBe(33);
    });

    const asked = cluster.asked;
    const { digest } = fleet.image(1, 'prod');
    const pages = [
      'fleet?answer=unknown&limit=50',
      'unowned',
      'counts',
      'sources',
      'entities/component/default/shop/verdict',
      `digests/${digest}`,
      `digests/${digest}/findings`,
    ];
    for (let person = 0; person < 100; person += 1) {
      const header = mockCredentials.user.header(`user:default/p${person}`);
      const answers = await Promise.all(pages.map(page => get(page, header)));
      expect(answers.map(({ status }) => status)).toEqual(pages.map(() => 200));
    }
    expect(cluster.asked).toBe(asked);
  });
});
