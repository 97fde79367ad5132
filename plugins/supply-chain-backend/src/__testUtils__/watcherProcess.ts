import { ClusterWatch } from '@portolan/plugin-cluster-watch-node';
import Knex from 'knex';
import { createProjections } from '../database/createProjections';

/** One replica's worth of watching, in a process of its own, which a test ends without a word. */
async function main() {
  const { database, clusters } = JSON.parse(process.argv[2]);
  const logger = {
    debug: () => {},
    info: () => {},
    warn: () => {},
    error: (message: string, fields?: object) => console.error(message, fields),
    child: () => logger,
  };
  const watch = await ClusterWatch.create({
    database: Knex({ ...database, useNullAsDefault: true }),
    clusters: Object.entries<string>(clusters).map(([name, url]) => ({
      name,
      url,
      readToken: async () => 'token',
      readCertificateAuthority: async () => undefined,
      skipTlsVerify: false,
    })),
    projections: createProjections({
      rules: { environments: [], fallback: [] },
      now: () => new Date(),
    }),
    logger,
  });
  await watch.start();
  process.on('disconnect', () => process.exit(0));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
