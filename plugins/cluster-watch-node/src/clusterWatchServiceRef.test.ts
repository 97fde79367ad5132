import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { eventually } from './__testUtils__/eventually';
import { Notes } from './__testUtils__/Notes';
import { TestCluster } from './__testUtils__/TestCluster';
import { ClusterWatch } from './ClusterWatch';
import { clusterWatchServiceRef } from './clusterWatchServiceRef';

describe('clusterWatchServiceRef', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let cluster: TestCluster;

  beforeEach(async () => {
    cluster = await TestCluster.start();
    await cluster.put('a', '1');
  });
  afterEach(async () => {
    await cluster.close();
  });

  const startBackend = async (clusterWatch: object) => {
    const database = await databases.init('SQLITE_3');
    const started: { notes?: Notes; watch?: ClusterWatch } = {};
    const plugin = createBackendPlugin({
      pluginId: 'notes',
      register(env) {
        env.registerInit({
          deps: {
            clusterWatch: clusterWatchServiceRef,
            db: coreServices.database,
          },
          async init({ clusterWatch: service, db }) {
            started.notes = await Notes.create(await db.getClient());
            started.watch = await service.watch([started.notes]);
          },
        });
      },
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        mockServices.database.mock({ getClient: async () => database }).factory,
        mockServices.rootConfig.factory({
          data: {
            clusterWatch,
            kubernetes: {
              clusterLocatorMethods: [
                {
                  type: 'config',
                  clusters: [
                    {
                      name: 'prod',
                      url: cluster.relay.url,
                      authProvider: 'serviceAccount',
                      serviceAccountToken: cluster.token,
                    },
                  ],
                },
              ],
            },
          },
        }),
      ],
    });
    return { backend, notes: started.notes!, watch: started.watch! };
  };

  it('watches the configured clusters until the backend stops', async () => {
    const { backend, notes, watch } = await startBackend({});
    await eventually(async () => {
      expect(await notes.rows()).toEqual(['a=1']);
      expect(await watch.listStatus()).toMatchObject([
        { cluster: 'prod', state: 'watching' },
      ]);
    });

    expect(cluster.relay.open).toBe(1);
    await backend.stop();

    await eventually(() => expect(cluster.relay.open).toBe(0));
  });

  it('only reads where watching is switched off', async () => {
    const { backend, watch } = await startBackend({ enabled: false });

    expect(await watch.listStatus()).toEqual([]);
    expect(cluster.relay.requests).toEqual([]);

    await backend.stop();
  });
});
