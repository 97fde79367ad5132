import fs from 'node:fs';
import path from 'node:path';
import { SetupError } from '../errors.mjs';
import { root, sandboxDirectory } from '../paths.mjs';
import { appDirectory } from '../setup/build.mjs';
import { startProcess, tail } from './processes.mjs';
import { waitFor } from './waitFor.mjs';

/**
 * Starts the production build and waits until it is ready to serve.
 *
 * @param {{port: number, configs: string[], env: Record<string, string>}} options
 *   `configs`: names of the configuration files at the root, later ones win
 */
export async function startPortal(
  toolchain,
  { port, configs, env, logName = 'portal' },
) {
  const url = `http://localhost:${port}`;
  const { log, exited } = startProcess(
    logName,
    toolchain.node,
    [
      'packages/backend',
      ...configs.flatMap(name => ['--config', path.resolve(root, name)]),
    ],
    {
      cwd: appDirectory,
      env: {
        ...toolchain.env,
        NODE_ENV: 'production',
        NODE_OPTIONS: '--no-node-snapshot',
        ...env,
      },
    },
  );
  let ended = false;
  exited.then(() => {
    ended = true;
  });
  const ready = await waitFor(
    async () =>
      ended ||
      (
        await fetch(`http://127.0.0.1:${port}/.backstage/health/v1/readiness`)
      ).ok,
    { timeout: 300_000 },
  );
  if (ended || !ready) {
    throw new SetupError(
      `The portal ${
        ended
          ? 'stopped while it started'
          : 'did not become ready within five minutes'
      }:\n${tail(log)}`,
      `The whole log: ${path.relative(root, log)}`,
    );
  }
  return { url, exited };
}

/** What the portal needs when it runs on the sandbox, apart from what the sandbox itself gives. */
export function portalEnvironment(port, directory = sandboxDirectory) {
  const database = path.join(directory, 'portal');
  fs.mkdirSync(database, { recursive: true });
  return {
    PORTOLAN_ROOT: root,
    PORTOLAN_PORT: String(port),
    PORTOLAN_BASE_URL: `http://localhost:${port}`,
    PORTOLAN_DATABASE_DIRECTORY: database,
  };
}
