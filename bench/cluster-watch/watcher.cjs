// One portal's worth of watching, in a process of its own: killed and measured from outside.
require('@backstage/cli/config/nodeTransform.cjs');
const Knex = require('knex');
const { createHash } = require('node:crypto');
const { ClusterWatch } = require('../../plugins/cluster-watch-node/src');

const options = JSON.parse(process.argv[2]);
const say = message => process.send(message);
const rss = () => Math.round(process.memoryUsage().rss / 2 ** 20);

const logger = {
  info: () => {},
  debug: () => {},
  warn: (message, fields) => console.error(message, fields),
  error: (message, fields) => console.error(message, fields),
  child: () => logger,
};

async function openDatabase() {
  const knex = Knex({
    ...options.database,
    useNullAsDefault: options.database.client !== 'pg',
  });
  if (options.database.client !== 'pg') {
    // As Backstage configures it, for one process.
    await knex.raw('PRAGMA journal_mode = WAL');
  }
  if (!(await knex.schema.hasTable('reports'))) {
    await knex.schema.createTable('reports', table => {
      table.text('cluster').notNullable();
      table.text('namespace').notNullable();
      table.text('name').notNullable();
      table.text('uid').notNullable();
      table.text('image').notNullable().index();
      table.integer('critical').notNullable();
      table.text('vulnerabilities').notNullable();
      table.primary(['cluster', 'uid']);
    });
  }
  return knex;
}

const lags = [];
const projection = {
  kind: {
    id: 'vulnerability-reports',
    group: 'aquasecurity.github.io',
    versions: ['v1alpha1'],
    plural: 'vulnerabilityreports',
  },
  revision: 1,
  project: ({ report }) => ({
    image: `${report.artifact.repository}:${report.artifact.tag}`,
    critical: report.vulnerabilities.filter(v => v.severity === 'CRITICAL')
      .length,
    sentAt: report.sentAt,
    vulnerabilities: report.vulnerabilities.map(v => ({
      id: v.vulnerabilityID,
      resource: v.resource,
      fixed: v.fixedVersion,
      severity: v.severity,
    })),
  }),
  async apply(tx, { cluster, deletes, upserts }) {
    for (const { uid } of deletes) {
      await tx('reports').where({ cluster, uid }).delete();
    }
    for (let start = 0; start < upserts.length; start += 100) {
      await tx('reports')
        .insert(
          upserts
            .slice(start, start + 100)
            .map(({ namespace, name, uid, row }) => ({
              cluster,
              namespace,
              name,
              uid,
              image: row.image,
              critical: row.critical,
              vulnerabilities: JSON.stringify(row.vulnerabilities),
            })),
        )
        .onConflict(['cluster', 'uid'])
        .merge();
    }
    const sent = upserts.map(({ row }) => row.sentAt).filter(Boolean);
    tx.executionPromise.then(
      () => sent.forEach(at => lags.push(Date.now() - at)),
      () => {},
    );
  },
};

const percentile = part =>
  [...lags].sort((one, other) => one - other)[Math.floor(lags.length * part)];

async function dump(database) {
  const hash = createHash('sha256');
  for (let last = ''; ; ) {
    const rows = await database('reports')
      .where('cluster', 'bench')
      .andWhere('uid', '>', last)
      .orderBy('uid')
      .limit(1000);
    rows.forEach(row => hash.update(JSON.stringify(row)));
    if (rows.length < 1000) return hash.digest('hex').slice(0, 16);
    last = rows[rows.length - 1].uid;
  }
}

async function main() {
  const database = await openDatabase();
  let written = 0;
  database.on('query', ({ sql, bindings }) => {
    if (
      /^(insert|update|delete)/.test(sql) &&
      /reports|cluster_watch_objects/.test(sql)
    ) {
      written += bindings.length;
    }
  });
  const watch = await ClusterWatch.create({
    database,
    clusters: [
      {
        name: 'bench',
        url: options.url,
        readToken: async () => 'token',
        readCertificateAuthority: async () => undefined,
        skipTlsVerify: false,
      },
    ],
    projections: [projection],
    logger,
  });
  let peak = rss();
  const baseline = peak;
  setInterval(() => {
    peak = Math.max(peak, rss());
  }, 50);
  let startedAt = Date.now();
  await watch.start();
  let isListed = false;
  setInterval(async () => {
    const [status] = await watch.listStatus();
    if (status?.state === 'listing' && !isListed) {
      const [{ count }] = await database('reports').count({ count: '*' });
      say({ progress: Number(count) });
      if (!Number(count)) startedAt = Date.now();
    }
    if (status?.state !== 'watching' || isListed) return;
    isListed = true;
    const milliseconds = Date.now() - startedAt;
    const [{ count }] = await database('reports').count({ count: '*' });
    say({
      listed: { milliseconds, rows: Number(count), baseline, peak, written },
    });
  }, options.interval ?? 200);
  process.on('message', async message => {
    if (message === 'changes') {
      say({
        changes: {
          count: lags.length,
          p50: percentile(0.5),
          p99: percentile(0.99),
          peak,
        },
      });
    }
    if (message === 'dump') say({ dump: await dump(database) });
    if (message === 'forget') {
      await watch.stop();
      await database('cluster_watch_targets').update({
        resource_version: null,
        state: 'waiting',
      });
      say({ forgotten: true });
    }
  });
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
