// A portal with the real supply-chain plugin, sign-in, permissions and router; its catalog is a stand-in.
require('@backstage/cli/config/nodeTransform.cjs');
const { createRequire } = require('node:module');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const load = createRequire(path.join(root, 'packages/backend/package.json'));
const tests = '../../plugins/supply-chain-backend/src/__testUtils__';
const { GeneratedFleet } = require(`${tests}/GeneratedFleet`);
const { countWrites } = require(`${tests}/countWrites`);
const { dumpTables } = require(`${tests}/dumpTables`);
const { answer } = require('./processes.cjs');
const { createFleetCatalog, createUserSignIn } = require('./standIns.cjs');

const options = JSON.parse(process.argv[2]);
const { createBackend } = load('@backstage/backend-defaults');
const { coreServices, createBackendModule, createServiceFactory } = load(
  '@backstage/backend-plugin-api',
);
const { ConfigReader } = load('@backstage/config');

const rss = () => process.memoryUsage().rss / 2 ** 20;
let peak = 0;
setInterval(() => {
  peak = Math.max(peak, rss());
}, 50).unref();

const config = {
  app: { baseUrl: `http://127.0.0.1:${options.port}` },
  backend: {
    baseUrl: `http://127.0.0.1:${options.port}`,
    listen: { host: '127.0.0.1', port: options.port },
    database: options.database,
  },
  auth: { environment: 'bench', providers: { bench: {} } },
  permission: {
    enabled: true,
    ownership: { administrators: ['group:default/platform'] },
  },
  kubernetes: {
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: Object.entries(options.clusters).map(([name, url]) => ({
          name,
          url,
          authProvider: 'serviceAccount',
          serviceAccountToken: 'none',
        })),
      },
    ],
  },
  environments: Object.keys(options.clusters).map(name => ({
    name,
    cluster: name,
    namespace: '*',
  })),
};

let database;
let writes;
const backend = createBackend();
backend.add(
  createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => new ConfigReader(config),
  }),
);
backend.add(load('@backstage/plugin-auth-backend'));
backend.add(createUserSignIn(load));
backend.add(load('@backstage/plugin-permission-backend'));
backend.add(load('@portolan/plugin-permission-backend-module-ownership'));
backend.add(
  createFleetCatalog(
    load,
    new GeneratedFleet({
      components: options.components,
      digests: options.digests,
    }),
  ),
);
backend.add(load('@portolan/plugin-supply-chain-backend'));
backend.add(
  createBackendModule({
    pluginId: 'supply-chain',
    moduleId: 'bench',
    register: env =>
      env.registerInit({
        deps: { database: coreServices.database },
        async init(deps) {
          database = await deps.database.getClient();
        },
      }),
  }),
);
const started = backend.start();

const count = async query =>
  Number((await query.count({ count: '*' }))[0].count);
answer({
  started: async () => {
    await started;
    return { rss: rss() };
  },
  /** Rows of what is watched, which of it is listed, and images that wait for their answers. */
  progress: async () => {
    const targets = await database('cluster_watch_targets').select('state');
    return {
      objects: await count(database('cluster_watch_objects')),
      isListed:
        targets.length > 0 &&
        targets.every(({ state }) => state === 'watching'),
      entities: await count(database('entities')),
      running: await count(database('running')),
      unowned: await count(database('running').whereNull('entity_ref')),
      images: await count(database('images')),
      due: await count(
        database('images').where('judge_at', '<=', new Date().toISOString()),
      ),
    };
  },
  memory: async () => ({ rss: rss(), peak }),
  cpu: async () => process.cpuUsage(),
  dump: () => dumpTables(database),
  countWrites: async () => {
    writes = await countWrites(database);
  },
  writes: async () => {
    const counted = await writes.read();
    await writes.stop();
    return counted;
  },
  query: async ({ sql, bindings = [] }) => database.raw(sql, bindings),
});
