import fs from 'node:fs';
import path from 'node:path';
import { work } from '../paths.mjs';
import { waitFor } from '../run/waitFor.mjs';
import { stopAll } from '../run/processes.mjs';
import { startPlatform } from './platform.mjs';

/** Every migration of every plugin, and the catalog's and the search's queries, on a real PostgreSQL. */
export async function checkPortalOnPostgres(toolchain, postgresUrl) {
  const config = path.join(work, 'app-config.postgres-test.yaml');
  fs.writeFileSync(
    config,
    `backend:\n  database:\n    client: pg\n    connection: ${postgresUrl}\n`,
  );
  const { url } = await startPlatform(toolchain, {
    name: 'test-postgres',
    configs: [config],
  });
  const signIn = await fetch(`${url}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await signIn.json();
  const headers = { Authorization: `Bearer ${backstageIdentity.token}` };
  const ask = async route =>
    (await fetch(`${url}${route}`, { headers })).json();

  const checks = {
    'the catalog answers with what the Git host holds': async () =>
      (
        await ask(
          '/api/catalog/entities/by-query?filter=kind=component&limit=50',
        )
      ).totalItems >= 12,
    'search finds a component': async () =>
      (await ask('/api/search/query?term=quote-api')).results.length > 0,
    'the template is there': async () =>
      (await ask('/api/catalog/entities/by-name/template/default/service'))
        .kind === 'Template',
  };
  const failed = [];
  for (const [name, check] of Object.entries(checks)) {
    if (!(await waitFor(check, { timeout: 90_000, every: 1000 }))) {
      failed.push(name);
    }
  }
  await stopAll();
  return {
    passed: Object.keys(checks).length - failed.length,
    failed: failed.length,
    output: failed.map(name => `not true on PostgreSQL: ${name}`).join('\n'),
  };
}
