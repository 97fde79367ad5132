import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureToolchain } from '../../scripts/setup/toolchain.mjs';
import { startPostgres } from '../../scripts/test/postgres.mjs';
import { Bench } from './Bench.mjs';
import { measureChanges } from './changes.mjs';
import { measureIngest } from './ingest.mjs';
import { measureKill } from './kill.mjs';
import { measurePages } from './pages.mjs';
import { printReport } from './report.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    database: { type: 'string', multiple: true },
    components: { type: 'string', multiple: true },
    part: { type: 'string', multiple: true },
    json: { type: 'string' },
    'cpu-prof': { type: 'string' },
  },
});
const databases = values.database ?? ['sqlite', 'postgres'];
const sizes = (values.components ?? (values.quick ? [200] : [1_000, 10_000]))
  .map(Number)
  .sort((one, other) => one - other);
const wants = part => !values.part || values.part.includes(part);

const toolchain = await ensureToolchain();
const home = fs.mkdtempSync(path.join(tmpdir(), 'bench-fleet-'));
const postgres = databases.includes('postgres')
  ? await startPostgres()
  : undefined;

const configOf = (database, name) =>
  database === 'sqlite'
    ? {
        client: 'better-sqlite3',
        connection: { directory: path.join(home, name) },
      }
    : { client: 'pg', connection: postgres.url, prefix: `${name}_` };

const results = [];
try {
  for (const database of databases) {
    for (const components of sizes) {
      const bench = await Bench.start({
        toolchain,
        components,
        databaseOf: name => configOf(database, `fleet_${components}_${name}`),
        quick: values.quick,
        profileDirectory: values['cpu-prof'],
      });
      const result = { database, components };
      results.push(result);
      try {
        // Everything else needs the tables that this fills.
        result.ingest = await measureIngest(bench);
        if (wants('pages')) result.pages = await measurePages(bench);
        if (wants('changes')) result.changes = await measureChanges(bench);
        const isLargest = components === sizes.at(-1);
        if (wants('kill') && isLargest) result.kill = await measureKill(bench);
      } finally {
        await bench.stop();
      }
    }
  }
} finally {
  await postgres?.stop();
  fs.rmSync(home, { recursive: true, force: true });
}
process.exitCode = printReport(results, { json: values.json }) ? 0 : 1;
process.exit();
