import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { startPostgres } from '../../scripts/test/postgres.mjs';
import { ensureToolchain } from '../../scripts/setup/toolchain.mjs';
import { startServer } from './server.mjs';

const OBJECTS = Number(process.argv[2] ?? 100_000);
const CHANGES_PER_SECOND = 200;
const CHANGE_SECONDS = 20;
const watcher = path.join(import.meta.dirname, 'watcher.cjs');
const toolchain = await ensureToolchain();
const home = mkdtempSync(path.join(tmpdir(), 'bench-cluster-watch-'));

function startWatcher(options) {
  const child = fork(watcher, [JSON.stringify(options)], {
    execPath: toolchain.node,
    env: toolchain.env,
  });
  const next = async key => {
    for (;;) {
      const [message] = await once(child, 'message');
      if (key in message) return message[key];
    }
  };
  const ask = async (question, key) => {
    const answer = next(key);
    child.send(question);
    return answer;
  };
  const kill = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { next, ask, kill };
}

async function measure(name, databaseOf) {
  console.log(`\n${name}, ${OBJECTS} objects`);
  const server = await startServer({ objects: OBJECTS });
  const options = { url: server.url, database: databaseOf('undisturbed') };

  let portal = startWatcher(options);
  const first = await portal.next('listed');
  console.log('first list', rate(first), memory(first));
  const undisturbed = await portal.ask('dump', 'dump');
  await portal.ask('forget', 'forgotten');
  await portal.kill();

  portal = startWatcher(options);
  const again = await portal.next('listed');
  console.log(
    'again, nothing changed',
    rate(again),
    memory(again),
    `${again.written} values written`,
  );
  await portal.ask('forget', 'forgotten');
  await portal.kill();
  server.close();

  const busy = await startServer({
    objects: OBJECTS,
    changesPerSecond: CHANGES_PER_SECOND,
  });
  portal = startWatcher({ ...options, url: busy.url });
  await portal.next('listed');
  await delay(CHANGE_SECONDS * 1000);
  const changes = await portal.ask('changes', 'changes');
  console.log(
    `${CHANGES_PER_SECOND} changes a second: ${changes.count} in ${CHANGE_SECONDS} s,`,
    `lag p50 ${changes.p50} ms, p99 ${changes.p99} ms`,
  );
  await portal.kill();
  busy.close();

  const quiet = await startServer({ objects: OBJECTS });
  const killed = {
    url: quiet.url,
    database: databaseOf('killed'),
    interval: 20,
  };
  portal = startWatcher(killed);
  let rows = 0;
  while (rows < OBJECTS * 0.4) rows = await portal.next('progress');
  await portal.kill();
  portal = startWatcher(killed);
  const resumed = await portal.next('listed');
  const after = await portal.ask('dump', 'dump');
  console.log(
    `killed at ${rows} rows: ${resumed.rows} rows after a restart,`,
    after === undisturbed ? 'the same dump' : 'ANOTHER DUMP',
  );
  await portal.kill();
  quiet.close();
  if (after !== undisturbed || again.written) process.exitCode = 1;
}

const rate = ({ milliseconds, rows }) =>
  `${rows} rows in ${(milliseconds / 1000).toFixed(1)} s, ${Math.round(
    rows / (milliseconds / 1000),
  )}/s,`;
const memory = ({ baseline, peak }) =>
  `memory ${baseline} MB before, ${peak} MB at its peak,`;

const postgres = await startPostgres();
try {
  await measure('SQLite', name => ({
    client: 'better-sqlite3',
    connection: { filename: path.join(home, `${name}.sqlite`) },
    pool: { min: 1, max: 1 },
  }));
  const Knex = (await import('knex')).default;
  const admin = Knex({
    client: 'pg',
    connection: new URL('/postgres', postgres.url).href,
  });
  await admin.raw('create database undisturbed');
  await admin.raw('create database killed');
  await admin.destroy();
  await measure('PostgreSQL', name => ({
    client: 'pg',
    connection: new URL(`/${name}`, postgres.url).href,
    pool: { min: 0, max: 10 },
  }));
} finally {
  await postgres.stop();
  rmSync(home, { recursive: true });
}
